// The comparison of policies needs no script but for the menus of its bar.

import { startMenus } from "../menus.js";

startMenus();
