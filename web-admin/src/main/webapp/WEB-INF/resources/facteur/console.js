// Takes a person to what is wrong in a form that has come back.
document.querySelector('[aria-invalid=true]')?.focus();

// Lets a person see the password that he chooses for somebody; without this script it stays hidden.
for (const frame of document.querySelectorAll('.revealable')) {
  const password = frame.querySelector('input');
  const reveal = document.createElement('button');
  reveal.type = 'button';
  reveal.className = 'reveal';
  reveal.textContent = document.body.dataset.reveal;
  reveal.setAttribute('aria-pressed', 'false');
  reveal.setAttribute('aria-controls', password.id);
  reveal.addEventListener('click', () => {
    const shown = password.type === 'text';
    password.type = shown ? 'password' : 'text';
    reveal.setAttribute('aria-pressed', String(!shown));
  });
  frame.append(reveal);
}

// Keeps figures true while somebody looks at them: for ten minutes, since a page that is left open must not keep its session.
const PERIOD = 5000;
for (const live of document.querySelectorAll('[data-live]')) {
  let left = 120;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    const answer = left-- > 0 ? await fetch(live.dataset.live, {redirect: 'manual'}).catch(() => null) : null;
    if (!answer?.ok) {
      clearInterval(timer);
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(live.id);
    // What has the focus stays where it is.
    if (fresh && !live.contains(document.activeElement)) live.replaceChildren(...fresh.childNodes);
  }, PERIOD);
}
