-- When arXiv may be asked again.
SELECT next_api, next_page, paused_until, failures FROM pace WHERE id = 1
