// The conversations that this browser had: their ids, which it alone knows, and their first questions.
(() => {
  const KEY = "eurocommons-conversations";
  const MOST = 30;
  const TITLE_CHARS = 90;

  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; } };
  const write = (list) => localStorage.setItem(KEY, JSON.stringify(list.slice(0, MOST)));

  // Once an answer has come: the conversation goes to the top of the list, under its first question.
  document.addEventListener("ec-session", ({ detail: id }) => {
    const first = document.querySelector("#ec-turn-1 .ec-question-text");
    if (!first) return;
    const known = read().find((each) => each.id === id);
    const title = known?.title || first.textContent.trim().slice(0, TITLE_CHARS);
    write([{ id, title, at: new Date().toISOString() }, ...read().filter((each) => each.id !== id)]);
  });

  function element(name, values, ...children) {
    const made = Object.assign(document.createElement(name), values);
    made.append(...children);
    return made;
  }

  function row(each, words, language) {
    const day = new Date(each.at).toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long" });
    const date = language === "fr" ? day.replace(/^1 /, "1er ") : day;
    const open = element("button", { type: "button", className: "ec-history-open" }, each.title, element("small", {}, date));
    open.dataset.openConversation = each.id;
    open.setAttribute("aria-label", `${words.open}${each.title}, ${date}`);
    const forget = element("button", { type: "button", className: "ec-history-forget" }, "×");
    forget.dataset.forgetConversation = each.id;
    forget.setAttribute("aria-label", words.forget + each.title);
    return element("li", {}, open, forget);
  }

  function show(button) {
    document.getElementById("ec-history")?.remove();
    const words = button.dataset, list = read();
    const close = element("button", { type: "button", className: "ec-button" }, words.close);
    const dialog = element("dialog", { id: "ec-history" },
      element("h2", { id: "ec-history-title" }, words.title),
      list.length ? element("ul", {}, ...list.map((each) => row(each, words, document.documentElement.lang)))
        : element("p", {}, words.none),
      close);
    dialog.setAttribute("aria-labelledby", "ec-history-title");
    document.body.append(dialog);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-history]");
    if (button) show(button);
    const gone = event.target.closest("[data-forget-conversation]");
    if (gone) {
      write(read().filter((each) => each.id !== gone.dataset.forgetConversation));
      const next = gone.closest("li").nextElementSibling || gone.closest("li").previousElementSibling;
      gone.closest("li").remove();
      next?.querySelector(".ec-history-forget").focus();
    }
    if (event.target.closest("[data-open-conversation]")) document.getElementById("ec-history")?.close();
  });
})();
