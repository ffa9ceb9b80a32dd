-- An answer.
INSERT INTO answer (faq, number, question, markdown, html, model, truncated, tokens_in,
                    tokens_cached, tokens_out, cost, estimated, written)
VALUES (:faq, :number, :question, :markdown, :html, :model, :truncated, :tokens_in,
        :tokens_cached, :tokens_out, :cost, :estimated, :written)
