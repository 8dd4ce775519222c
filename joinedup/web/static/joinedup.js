// Everything works without script; this makes the menu fold and puts focus on what went wrong.
import { initAll } from "./nhsuk-frontend.min.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
