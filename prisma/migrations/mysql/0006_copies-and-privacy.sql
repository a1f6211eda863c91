CREATE TABLE IF NOT EXISTS `analytics_archived` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `year` INT NOT NULL,
  `source` VARCHAR(20) NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) NOT NULL,
  `day` DATE NOT NULL,
  `due_day` DATE,
  `settled_day` DATE,
  `voided_day` DATE,
  `invoice_part` VARCHAR(20),
  `invoice_day` DATE,
  `invoice_voided_day` DATE,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `row_count` BIGINT NOT NULL,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `settled` BIGINT NOT NULL,
  PRIMARY KEY (`id`),
  KEY `analytics_archived_year_idx` (`year`),
  KEY `analytics_archived_representative_id_idx` (`representative_id`),
  KEY `analytics_archived_source_day_idx` (`source`, `day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `archived_year` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `year` INT NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `file_name` VARCHAR(190) NOT NULL,
  `sha256` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `bytes` BIGINT NOT NULL DEFAULT 0,
  `manifest` LONGTEXT,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `moved_at` DATETIME(3),
  `returned_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `archived_year_year_key` (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `backup_destination` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `kind` VARCHAR(20) NOT NULL,
  `place` LONGTEXT NOT NULL,
  `secrets` LONGTEXT,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `keep_last` INT NOT NULL DEFAULT 3,
  `keep_daily` INT NOT NULL DEFAULT 7,
  `keep_weekly` INT NOT NULL DEFAULT 5,
  `keep_monthly` INT NOT NULL DEFAULT 12,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `backup_destination_name_key` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `backup_plan` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `cron` VARCHAR(120) NOT NULL,
  `zone` VARCHAR(60) NOT NULL,
  `sets` LONGTEXT NOT NULL,
  `rows` VARCHAR(10) NOT NULL DEFAULT 'jsonl',
  `destinations` LONGTEXT NOT NULL,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `next_run_at` DATETIME(3),
  `last_run_at` DATETIME(3),
  `last_error` TEXT,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `backup_plan_name_key` (`name`),
  KEY `backup_plan_active_next_run_at_idx` (`active`, `next_run_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `backup_run` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `plan_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `trigger_name` VARCHAR(20) NOT NULL,
  `sets` LONGTEXT NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `file_name` VARCHAR(190) NOT NULL,
  `schema_version` VARCHAR(120),
  `manifest` LONGTEXT,
  `records` BIGINT NOT NULL DEFAULT 0,
  `bytes` BIGINT NOT NULL DEFAULT 0,
  `sha256` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `started_at` DATETIME(3) NOT NULL,
  `finished_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `backup_run_started_at_idx` (`started_at`),
  KEY `backup_run_plan_id_started_at_idx` (`plan_id`, `started_at`),
  KEY `backup_run_state_started_at_idx` (`state`, `started_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `backup_copy` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `destination_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `location` VARCHAR(500),
  `bytes` BIGINT NOT NULL DEFAULT 0,
  `upload` LONGTEXT,
  `attempts` INT NOT NULL DEFAULT 0,
  `error` TEXT,
  `stored_at` DATETIME(3),
  `proven_at` DATETIME(3),
  `removed_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `backup_copy_run_id_fkey` FOREIGN KEY (`run_id`) REFERENCES `backup_run` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `backup_copy_destination_id_fkey` FOREIGN KEY (`destination_id`) REFERENCES `backup_destination` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `backup_copy_run_id_destination_id_key` (`run_id`, `destination_id`),
  KEY `backup_copy_destination_id_state_stored_at_idx` (`destination_id`, `state`, `stored_at`),
  KEY `backup_copy_state_proven_at_idx` (`state`, `proven_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `backup_drill` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `copy_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `file_name` VARCHAR(190) NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `report` LONGTEXT,
  `certificate` LONGBLOB,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `started_at` DATETIME(3) NOT NULL,
  `finished_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `backup_drill_started_at_idx` (`started_at`),
  KEY `backup_drill_state_finished_at_idx` (`state`, `finished_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `restore_request` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `copy_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `file_name` VARCHAR(190) NOT NULL,
  `sha256` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `wanted` LONGTEXT NOT NULL,
  `conflicts` VARCHAR(20) NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `effect` LONGTEXT,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `requested_at` DATETIME(3) NOT NULL,
  `decided_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `decided_at` DATETIME(3),
  `finished_at` DATETIME(3),
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  KEY `restore_request_state_requested_at_idx` (`state`, `requested_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `moved_year` (
  `year` INT NOT NULL,
  `moved_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `moved_name` (
  `kind` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `year` INT NOT NULL,
  PRIMARY KEY (`kind`, `name`),
  KEY `moved_name_year_idx` (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `consent_wording` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `purpose` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `edition` INT NOT NULL,
  `texts` LONGTEXT NOT NULL,
  `published_at` DATETIME(3) NOT NULL,
  `published_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (`id`),
  UNIQUE KEY `consent_wording_purpose_edition_key` (`purpose`, `edition`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

DROP TRIGGER IF EXISTS `consent_wording_refuse_update`;

CREATE TRIGGER `consent_wording_refuse_update` BEFORE UPDATE ON `consent_wording` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'consent_wording is append-only';

DROP TRIGGER IF EXISTS `consent_wording_refuse_delete`;

CREATE TRIGGER `consent_wording_refuse_delete` BEFORE DELETE ON `consent_wording` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'consent_wording is append-only';

CREATE TABLE IF NOT EXISTS `consent_entry` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `wording_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `purpose` VARCHAR(60) NOT NULL,
  `subject_kind` VARCHAR(20) NOT NULL,
  `subject_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `given` BOOLEAN NOT NULL,
  `language` VARCHAR(5) NOT NULL,
  `source` VARCHAR(60) NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `recorded_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (`id`),
  KEY `consent_entry_subject_kind_subject_id_purpose_at_idx` (`subject_kind`, `subject_id`, `purpose`, `at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

DROP TRIGGER IF EXISTS `consent_entry_refuse_update`;

CREATE TRIGGER `consent_entry_refuse_update` BEFORE UPDATE ON `consent_entry` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'consent_entry is append-only';

DROP TRIGGER IF EXISTS `consent_entry_refuse_delete`;

CREATE TRIGGER `consent_entry_refuse_delete` BEFORE DELETE ON `consent_entry` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'consent_entry is append-only';

CREATE TABLE IF NOT EXISTS `erasure` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject_kind` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `subject_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `reason` VARCHAR(500) NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `report` LONGTEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_at` DATETIME(3) NOT NULL,
  `done_at` DATETIME(3),
  `repeated` INT NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `erasure_subject_kind_subject_id_key` (`subject_kind`, `subject_id`),
  KEY `erasure_state_idx` (`state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `subject_export` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subject_kind` VARCHAR(20) NOT NULL,
  `subject_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `file_path` VARCHAR(500),
  `file_name` VARCHAR(190),
  `records` BIGINT NOT NULL DEFAULT 0,
  `bytes` BIGINT NOT NULL DEFAULT 0,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `subject_export_subject_kind_subject_id_idx` (`subject_kind`, `subject_id`),
  KEY `subject_export_state_expires_at_idx` (`state`, `expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `retention_rule` (
  `data_class` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `days` INT,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`data_class`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `retention_run` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `is_trial` BOOLEAN NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `report` LONGTEXT,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `started_at` DATETIME(3) NOT NULL,
  `finished_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `retention_run_started_at_idx` (`started_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

DROP TRIGGER IF EXISTS `analytics_change_of_archived_of_representative_move`;

CREATE TRIGGER `analytics_change_of_archived_of_representative_move` AFTER UPDATE ON `representative` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT a.`source`, -1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, a.`currency`, a.`part`, a.`day`, a.`due_day`, a.`settled_day`, a.`voided_day`, a.`amount`, a.`tax`, a.`settled`, 0
    FROM `analytics_archived` a WHERE a.`representative_id` = OLD.`id` AND a.`source` <> 'line'
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT a.`source`, 1 - a.`row_count`, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, a.`currency`, a.`part`, a.`day`, a.`due_day`, a.`settled_day`, a.`voided_day`, 0, 0, 0, 0
    FROM `analytics_archived` a WHERE a.`representative_id` = OLD.`id` AND a.`source` <> 'line' AND a.`row_count` <> 1
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT a.`source`, 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, a.`currency`, a.`part`, a.`day`, a.`due_day`, a.`settled_day`, a.`voided_day`, a.`amount`, a.`tax`, a.`settled`, 0
    FROM `analytics_archived` a WHERE a.`representative_id` = NEW.`id` AND a.`source` <> 'line'
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT a.`source`, a.`row_count` - 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, a.`currency`, a.`part`, a.`day`, a.`due_day`, a.`settled_day`, a.`voided_day`, 0, 0, 0, 0
    FROM `analytics_archived` a WHERE a.`representative_id` = NEW.`id` AND a.`source` <> 'line' AND a.`row_count` <> 1
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
END;

-- What is sealed takes more room, and is found by its blind index.
ALTER TABLE `manager` MODIFY COLUMN `email` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'manager' AND column_name = 'email_index') = 0,
  'ALTER TABLE `manager` ADD COLUMN `email_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `manager` MODIFY COLUMN `phone` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'manager' AND column_name = 'phone_index') = 0,
  'ALTER TABLE `manager` ADD COLUMN `phone_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `representative` MODIFY COLUMN `contact_name` TEXT;

ALTER TABLE `representative` MODIFY COLUMN `email` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'representative' AND column_name = 'email_index') = 0,
  'ALTER TABLE `representative` ADD COLUMN `email_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `representative` MODIFY COLUMN `phone` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'representative' AND column_name = 'phone_index') = 0,
  'ALTER TABLE `representative` ADD COLUMN `phone_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `representative` MODIFY COLUMN `address` TEXT;

ALTER TABLE `invoice` MODIFY COLUMN `note` TEXT;

ALTER TABLE `payment` MODIFY COLUMN `note` TEXT;

ALTER TABLE `payment_claim` MODIFY COLUMN `note` TEXT;

ALTER TABLE `payment_claim` MODIFY COLUMN `reason` TEXT;

ALTER TABLE `invoice_dispute` MODIFY COLUMN `reason` TEXT NOT NULL;

ALTER TABLE `invoice_dispute` MODIFY COLUMN `resolution` TEXT;

ALTER TABLE `daily_entry` MODIFY COLUMN `note` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'app_user' AND index_name = 'app_user_email_key') > 0,
  'DROP INDEX `app_user_email_key` ON `app_user`', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `app_user` MODIFY COLUMN `email` TEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'app_user' AND column_name = 'email_index') = 0,
  'ALTER TABLE `app_user` ADD COLUMN `email_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'app_user' AND index_name = 'app_user_email_index_key') = 0,
  'CREATE UNIQUE INDEX `app_user_email_index_key` ON `app_user` (`email_index`)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `session` MODIFY COLUMN `data` LONGTEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'session' AND column_name = 'data_index') = 0,
  'ALTER TABLE `session` ADD COLUMN `data_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `setting` MODIFY COLUMN `value` LONGTEXT NOT NULL;

ALTER TABLE `audit_content` MODIFY COLUMN `actor` TEXT NOT NULL;

ALTER TABLE `totp_factor` MODIFY COLUMN `secret` TEXT NOT NULL;

ALTER TABLE `comment` MODIFY COLUMN `body` LONGTEXT NOT NULL;

ALTER TABLE `trash_entry` MODIFY COLUMN `title` TEXT NOT NULL;

ALTER TABLE `import_error` MODIFY COLUMN `facts` LONGTEXT NOT NULL;

ALTER TABLE `message` MODIFY COLUMN `address` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'message' AND column_name = 'address_index') = 0,
  'ALTER TABLE `message` ADD COLUMN `address_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `message` MODIFY COLUMN `reason` LONGTEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'mail_block' AND column_name = 'mailbox') = 0,
  'ALTER TABLE `mail_block` ADD COLUMN `mailbox` TEXT', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `mail_block` MODIFY COLUMN `detail` TEXT;

ALTER TABLE `reminder_pause` MODIFY COLUMN `note` TEXT;

ALTER TABLE `erasure` MODIFY COLUMN `reason` TEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_account' AND index_name = 'bank_account_identifier_key') > 0,
  'DROP INDEX `bank_account_identifier_key` ON `bank_account`', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `bank_account` MODIFY COLUMN `identifier` TEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'bank_account' AND column_name = 'identifier_index') = 0,
  'ALTER TABLE `bank_account` ADD COLUMN `identifier_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_account' AND index_name = 'bank_account_identifier_index_key') = 0,
  'CREATE UNIQUE INDEX `bank_account_identifier_index_key` ON `bank_account` (`identifier_index`)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `bank_transaction` MODIFY COLUMN `counterparty_account` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'bank_transaction' AND column_name = 'counterparty_account_index') = 0,
  'ALTER TABLE `bank_transaction` ADD COLUMN `counterparty_account_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `bank_transaction` MODIFY COLUMN `reason` TEXT;

ALTER TABLE `bank_settlement_part` MODIFY COLUMN `note` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_rule' AND index_name = 'bank_rule_state_matches_value_idx') > 0,
  'DROP INDEX `bank_rule_state_matches_value_idx` ON `bank_rule`', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_rule' AND index_name = 'bank_rule_matches_value_treat_representative_id_wr_546c3724_key') > 0,
  'DROP INDEX `bank_rule_matches_value_treat_representative_id_wr_546c3724_key` ON `bank_rule`', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `bank_rule` MODIFY COLUMN `value` TEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'bank_rule' AND column_name = 'value_index') = 0,
  'ALTER TABLE `bank_rule` ADD COLUMN `value_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `bank_rule` MODIFY COLUMN `label` TEXT NOT NULL;

ALTER TABLE `bank_rule` MODIFY COLUMN `reason` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_rule' AND index_name = 'bank_rule_matches_value_index_treat_representative_9a7aeab8_key') = 0,
  'CREATE UNIQUE INDEX `bank_rule_matches_value_index_treat_representative_9a7aeab8_key` ON `bank_rule` (`matches`, `value_index`, `treat`, `representative_id`, `write_off_account`)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'bank_rule' AND index_name = 'bank_rule_state_matches_value_index_idx') = 0,
  'CREATE INDEX `bank_rule_state_matches_value_index_idx` ON `bank_rule` (`state`, `matches`, `value_index`)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'report_delivery' AND index_name = 'report_delivery_schedule_id_occurrence_recipient_key') > 0,
  'DROP INDEX `report_delivery_schedule_id_occurrence_recipient_key` ON `report_delivery`', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `report_delivery` MODIFY COLUMN `recipient` TEXT NOT NULL;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'report_delivery' AND column_name = 'recipient_index') = 0,
  'ALTER TABLE `report_delivery` ADD COLUMN `recipient_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'report_delivery' AND index_name = 'report_delivery_schedule_id_occurrence_recipient_index_key') = 0,
  'CREATE UNIQUE INDEX `report_delivery_schedule_id_occurrence_recipient_index_key` ON `report_delivery` (`schedule_id`, `occurrence`, `recipient_index`)', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

ALTER TABLE `telegram_chat` MODIFY COLUMN `username` TEXT;

SET @change = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'telegram_chat' AND column_name = 'username_index') = 0,
  'ALTER TABLE `telegram_chat` ADD COLUMN `username_index` CHAR(43) CHARACTER SET ascii COLLATE ascii_bin', 'DO 0');

PREPARE change_table FROM @change;

EXECUTE change_table;

DEALLOCATE PREPARE change_table;

-- By hand: what stood in the key is sealed beside it from now on, and the key becomes its blind index (host.seal-values).
UPDATE `mail_block` SET `mailbox` = `address` WHERE `mailbox` IS NULL;
