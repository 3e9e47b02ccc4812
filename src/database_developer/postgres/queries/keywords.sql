-- The words that an identifier may not be without quotes.
SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'
