// What the page does without the server: language attribute, citations, sources drawer, copying.  The conversation is in
// conversation.js, what is done with an answer outside it in answers.js, the list of conversations in history.js.
(() => {
  const root = document.documentElement;
  let cameFrom = null;
  let focused = false;

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.eurocommons = { calm, focusQuestion, showSourcesOf, typeQuestion, writeClipboard };

  // Not on a touch screen, where it would open the keyboard.
  function focusQuestion() {
    if (matchMedia("(hover: hover)").matches) questionBox()?.focus({ preventScroll: true });
  }

  // A link may bring a question ("?q="): it is typed, and sent by the reader alone.
  function typeFromAddress() {
    const address = new URL(location.href), question = address.searchParams.get("q");
    if (!question || !typeQuestion(question)) return;
    address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  function typeQuestion(question) {
    const box = questionBox();
    if (!box) return false;
    box.value = question.slice(0, box.maxLength > 0 ? box.maxLength : undefined);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  const questionBox = () => document.querySelector("#ec-question textarea");

  function followHeader() {
    const header = document.querySelector(".ec-header");
    if (!header) return;
    root.lang = header.dataset.language;
    if (document.title !== header.dataset.title) document.title = header.dataset.title;
    // The splash stays until the page is laid out in the right language.
    const filled = document.querySelector("#ec-thread > *");
    if (filled && (header.dataset.language === root.dataset.wanted || root.dataset.switched)) {
      root.dataset.ready = "true";
      document.getElementById("ec-splash")?.remove();
      if (!focused) setTimeout(() => { typeFromAddress(); focusQuestion(); document.dispatchEvent(new Event("ec-ready")); }, 0);
      focused = true;
    }
  }

  function switchLanguage(language) {
    root.dataset.switched = "true";
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    history.replaceState(history.state, "", address);
  }

  function openSources(turn, n) {
    const group = document.querySelector(`[data-sources-of="${turn}"]`);
    if (!group) return;
    showSourcesOf(group);
    root.dataset.sources = "open";
    document.querySelectorAll(".ec-source.ec-current").forEach((each) => each.classList.remove("ec-current"));
    const source = n ? document.getElementById(`ec-source-${turn}-${n}`) : null;
    if (!source) {
      document.getElementById("ec-sources").focus({ preventScroll: true });
      scrollPanel(group);
      return;
    }
    source.classList.add("ec-current");
    setContext(source, true);
    scrollPanel(source);
    source.focus({ preventScroll: true });
  }

  function showSourcesOf(group) {
    document.querySelectorAll("[data-sources-of]").forEach((each) => { each.hidden = each !== group; });
  }

  // Scrolls the panel alone: the answer stays where it was.
  function scrollPanel(element) {
    const panel = document.getElementById("ec-sources");
    const head = panel.querySelector(".ec-sources-head").offsetHeight;
    const top = element.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop - head - 8;
    panel.scrollTo({ top, behavior: calm() ? "auto" : "smooth" });
  }

  function closeSources() {
    if (!root.dataset.sources) return;
    delete root.dataset.sources;
    cameFrom?.focus();
  }

  function setContext(source, open) {
    const button = source.querySelector("[data-context]");
    if (!button) return;
    source.querySelector(".ec-passage").classList.toggle("ec-open", open);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? button.dataset.less : button.dataset.more;
  }

  async function copy(button) {
    const label = button.textContent;
    try {
      await writeClipboard(button.dataset.copy);
      button.textContent = button.dataset.copied;
    } catch {
      button.textContent = button.dataset.failed;
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  }

  // navigator.clipboard exists on https and on localhost only; elsewhere the older command does.
  async function writeClipboard(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("copy refused");
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-cite], [data-show-sources], [data-close-sources], [data-context], [data-copy], [data-switch], [data-skip], [data-more-marks]");
    if (!target) return;
    const { turn, cite, showSources, closeSources: close, context, copy: text, switch: language } = target.dataset;
    if (cite !== undefined || showSources !== undefined) {
      cameFrom = target;
      openSources(turn, cite);
    } else if (target.dataset.moreMarks !== undefined) {
      target.nextElementSibling.hidden = false;
      target.nextElementSibling.querySelector("button").focus();
      target.remove();
    } else if (target.dataset.skip !== undefined) {
      // The page's base address would make of the link another page.
      event.preventDefault();
      questionBox()?.focus();
    } else if (close !== undefined) closeSources();
    else if (context !== undefined) setContext(target.closest(".ec-source"), target.getAttribute("aria-expanded") !== "true");
    else if (text !== undefined) copy(target);
    else if (language) {
      event.preventDefault();
      switchLanguage(language);
    }
  });

  // A definition stays within the page, whatever line of a broken term it starts from.
  function placeTip(event) {
    const tip = event.target.closest?.(".ec-term")?.querySelector(".ec-tip");
    if (!tip) return;
    tip.style.left = "0";
    const { left, right } = tip.getBoundingClientRect();
    if (right > innerWidth - 8) tip.style.left = `${Math.max(8 - left, innerWidth - 8 - right)}px`;
  }
  document.addEventListener("pointerover", placeTip);
  document.addEventListener("focusin", placeTip);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.activeElement?.matches(".ec-term")) document.activeElement.blur();
    else closeSources();
  });

  const watched = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-language"] };
  new MutationObserver(followHeader).observe(root, watched);
})();
