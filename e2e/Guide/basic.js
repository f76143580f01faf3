// ZITADEL's guide "User Metadata", step "Set environment variables", JavaScript.
esc = encodeURIComponent(process.env.CLIENT_ID) + ":" + encodeURIComponent(process.env.CLIENT_SECRET)
enc = btoa(esc)
console.log(enc)
