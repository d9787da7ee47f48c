// An answer outside its conversation: exported, shared by a link, judged.
(() => {
  const session = () => window.eurocommons.savedSession();

  function tell(from, text) {
    const told = from.closest(".ec-turn").querySelector("[data-told]");
    told.textContent = text;
    return told;
  }

  async function send(address, body) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(String(response.status));
    return response;
  }

  const chosen = (button) => ({
    session_id: session(), turn: Number(button.dataset.of), language: button.dataset.language,
  });

  async function save(button) {
    const response = await send("/answers/export", { ...chosen(button), format: button.dataset.export });
    const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))[1];
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(await response.blob()), download: name,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function share(button) {
    const { address } = await (await send("/answers", chosen(button))).json();
    const link = new URL(address, location.href).href;
    let copied = true;
    try { await window.eurocommons.writeClipboard(link); } catch { copied = false; }
    const told = tell(button, `${copied ? button.dataset.done : button.dataset.link} `);
    told.append(Object.assign(document.createElement("a"), { href: link, textContent: link, target: "_blank" }));
  }

  async function judge(form, rating) {
    const fields = new FormData(form);
    await send("/v1/feedback", {
      question: form.dataset.question, snapshot: form.dataset.snapshot, session_id: session(), rating,
      reasons: rating === "down" ? fields.getAll("reason") : [], comment: fields.get("comment") || "",
    });
    tell(form, form.dataset.thanks);
    form.hidden = true;
  }

  const guarded = (element, work) => work.catch(() => tell(element, element.dataset.failed));

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-export], [data-share], [data-rate]");
    if (!target) return;
    const form = target.closest("[data-feedback]");
    if (target.dataset.export) guarded(target, save(target));
    else if (target.dataset.share !== undefined) guarded(target, share(target));
    else if (target.dataset.rate === "up") guarded(form, judge(form, "up"));
    else {
      const why = form.querySelector("fieldset");
      why.hidden = !why.hidden;
      target.setAttribute("aria-expanded", String(!why.hidden));
      if (!why.hidden) {
        why.querySelector("input").focus({ preventScroll: true });
        why.scrollIntoView({ block: "nearest" });
      }
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-feedback]");
    if (!form) return;
    event.preventDefault();
    guarded(form, judge(form, "down"));
  });
})();
