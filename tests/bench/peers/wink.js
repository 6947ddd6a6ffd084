// wink.js FILE: part of speech and entities of every paragraph; prints how many tokens and entities there were.
const fs = require ('fs');
const nlp = require ('wink-nlp') (require ('wink-eng-lite-web-model'));
let tokens = 0, entities = 0;
for (const paragraph of fs.readFileSync (process.argv[2], 'utf8').split ('\n')) {
  const doc = nlp.readDoc (paragraph);
  tokens += doc.tokens ().length ();
  doc.tokens ().out (nlp.its.pos);
  entities += doc.entities ().length ();
}
console.log (JSON.stringify ({ tokens, entities }));
