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
