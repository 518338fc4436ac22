// @ts-check
import { html, render } from "lit-html";

render(html`<main><h1>Etagere</h1></main>`, document.body);
