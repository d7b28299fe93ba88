// Lets a person see the password that he chooses for somebody; without this script it stays hidden.
for (const password of document.querySelectorAll('input[autocomplete=new-password]')) {
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
  const frame = document.createElement('span');
  frame.className = 'revealable';
  password.replaceWith(frame);
  frame.append(password, reveal);
}
