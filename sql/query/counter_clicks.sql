-- How often a paper's PDF or FAQ was opened.
SELECT pdf + faq FROM counter WHERE paper = :paper
