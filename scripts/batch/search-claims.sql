-- search-claims.sql: who claims what in the articles that a full-text search finds, best matches first, in a database of
-- make-database.
--
--   sqlite3 -box news.db -cmd ".param set :words 'NEAR(grain port)'" <scripts/batch/search-claims.sql
--
-- :words is a query of FTS5: words, "phrases", AND, OR, NOT, NEAR(one other, 10).

SELECT a.date, a.name AS article, ifnull(s.src_name, s.source) AS source, s.factuality,
       replace(s.content, char(10), ' ') AS content
FROM article_text t JOIN articles a ON a.id = t.rowid JOIN annotations s ON s.article = a.id AND s.type = 'claim'
WHERE article_text MATCH :words
ORDER BY bm25(article_text), a.id, s.n LIMIT 50;
