-- A FAQ is begun.
INSERT INTO faq (paper, version, language, question_set, prompt_hash, question_count,
                 source, notice, created, truncated, text_cut)
VALUES (:paper, :version, :language, :question_set, :prompt_hash, :question_count,
        :source, :notice, :created, :truncated, :text_cut)
RETURNING id
