// The slip prints.
document.getElementById("print")?.addEventListener("click", () => print());
