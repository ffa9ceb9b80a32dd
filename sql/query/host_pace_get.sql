-- When a host may be asked again.
SELECT next_at, paused_until, failures FROM host_pace WHERE host = :host
