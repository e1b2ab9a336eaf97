// Small improvements over pages that work without this file: notices from htmx answers, one submit.
(() => {
  const region = () => document.getElementById("notices");

  const show = (text, level) => {
    const isUrgent = level === "error" || level === "warning";
    const live = region()?.querySelector(isUrgent ? ".live[role=alert]" : ".live[role=status]");
    if (!live) return;
    const state = { error: "broken", warning: "soon", success: "kept" }[level] || "act";
    const box = document.createElement("div");
    box.className = `notice ${state}`;
    const words = document.createElement("p");
    words.textContent = text;
    box.append(words);
    live.replaceChildren(box);
  };

  document.addEventListener("ui:notice", (event) => show(event.detail.text, event.detail.level));
  const failed = () => show(region()?.dataset.failed || "", "error");
  document.addEventListener("htmx:responseError", (event) => {
    // An answer that brought its own notice has already said what happened.
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")) failed();
  });
  document.addEventListener("htmx:sendError", failed);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("once" in form.dataset)) return;
    if (form.dataset.once === "sent") event.preventDefault();
    else form.dataset.once = "sent";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-once]")) form.dataset.once = "";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-once]");
    if (form) form.dataset.once = "";
  });
})();
