// Sends the only form of the page; without JavaScript its button does.
document.forms[0].submit();
