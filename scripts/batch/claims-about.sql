-- claims-about.sql: a table of the claims about one person, place or organisation, in a database of make-database.
--
--   sqlite3 -box news.db -cmd ".param set :about 'Sergei Shoigu'" <scripts/batch/claims-about.sql
--
-- :about is the name as the articles give it in full; claims that speak of "Shoigu" or "he" are found through it.

SELECT DISTINCT a.date, a.name AS article, ifnull(s.src_name, s.source) AS source, s.factuality,
       replace(s.content, char(10), ' ') AS content
FROM annotations e
JOIN annotations s ON s.article = e.article AND s.type = 'claim' AND ' ' || s.about || ' ' LIKE '% ' || e.id || ' %'
JOIN articles a ON a.id = s.article
WHERE e.type = 'entity' AND e.name = :about
ORDER BY a.date, a.id, s.n;
