// encodeURIComponent leaves !'()* and writes a space as %20
const escape = text => encodeURIComponent(text)
  .replace(/[!'()*]/g, c => "%" + c.charCodeAt(0).toString(16).toUpperCase())
  .replace(/%20/g, "+");

console.log(btoa(escape(process.env.CLIENT_ID) + ":" + escape(process.env.CLIENT_SECRET)));
