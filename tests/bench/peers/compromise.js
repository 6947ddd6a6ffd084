// compromise.js FILE: a net of three rules over every paragraph; prints how many matches there were.
const fs = require ('fs');
const nlp = require ('compromise');
const net = nlp.buildNet ([{ match: '#Person said' }, { match: 'according to #Noun+' }, { match: 'the #Adjective? minister' }]);
let matches = 0;
for (const paragraph of fs.readFileSync (process.argv[2], 'utf8').split ('\n'))
  if (paragraph !== '')
    matches += nlp (paragraph).sweep (net).view.found ? 1 : 0;
console.log (JSON.stringify ({ matches }));
