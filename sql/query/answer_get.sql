-- An answer as readers search it.
SELECT question, markdown FROM answer WHERE faq = :faq AND number = :number
