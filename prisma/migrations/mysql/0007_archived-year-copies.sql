SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'archived_year' AND column_name = 'proven_at') = 0,
  'ALTER TABLE `archived_year` ADD COLUMN `proven_at` DATETIME(3)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'archived_year' AND column_name = 'copies') = 0,
  'ALTER TABLE `archived_year` ADD COLUMN `copies` LONGTEXT', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;
