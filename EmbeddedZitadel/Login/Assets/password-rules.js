// Ticks off the rules for a new password while it is typed. The server checks them in any case.
for (const rules of document.querySelectorAll('.rules')) {
  const password = document.getElementById(rules.dataset.password);
  const confirmation = document.getElementById(rules.dataset.confirmation);
  const checks = {
    minlength: value => new TextEncoder().encode(value).length >= 8,
    maxlength: value => value.length > 0 && value.length <= 70,
    uppercase: value => /[A-Z]/.test(value),
    lowercase: value => /[a-z]/.test(value),
    number: value => /[0-9]/.test(value),
    symbol: value => /[^A-Za-z0-9]/.test(value),
    confirmation: value => value.length > 0 && value === confirmation.value,
  };
  const update = () => {
    for (const [id, isMet] of Object.entries(checks)) {
      document.getElementById(id).classList.toggle('met', isMet(password.value));
    }
  };
  password.addEventListener('input', update);
  confirmation.addEventListener('input', update);
  update();
}
