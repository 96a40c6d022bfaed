-- Where erased signals lay leaves the disk with them.
ALTER TABLE signal_keys MODIFY SETTING allow_experimental_replacing_merge_with_cleanup = 1;
ALTER TABLE signals_by_customer MODIFY SETTING allow_experimental_replacing_merge_with_cleanup = 1;
-- Parts that were replaced are looked for at growing distances, up to five minutes: an erasure waits for them.
ALTER TABLE signals MODIFY SETTING cleanup_delay_period = 5, max_cleanup_delay_period = 15, cleanup_delay_period_random_add = 2;
ALTER TABLE signal_keys MODIFY SETTING cleanup_delay_period = 5, max_cleanup_delay_period = 15, cleanup_delay_period_random_add = 2;
ALTER TABLE signals_by_customer MODIFY SETTING cleanup_delay_period = 5, max_cleanup_delay_period = 15, cleanup_delay_period_random_add = 2;
ALTER TABLE customers MODIFY SETTING cleanup_delay_period = 5, max_cleanup_delay_period = 15, cleanup_delay_period_random_add = 2;
