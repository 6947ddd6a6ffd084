-- co-mentions.sql: who and what is named in the same articles, in a database of make-database.
--
--   sqlite3 -box news.db <scripts/batch/co-mentions.sql

WITH named AS (
  SELECT DISTINCT article, ifnull(name, text) AS name FROM annotations
  WHERE type = 'entity' AND label IN ('PERSON', 'ORG', 'GPE'))
SELECT count(*) AS articles, one.name AS one, other.name AS other
FROM named one JOIN named other ON other.article = one.article AND one.name < other.name
GROUP BY one.name, other.name HAVING count(*) > 1
ORDER BY articles DESC, one.name, other.name LIMIT 50;
