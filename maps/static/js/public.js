// The public map.

import { start } from "./start.js";

start(() => [], null, "layers");
