CREATE TABLE IF NOT EXISTS `analytics_change` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `source` VARCHAR(20) NOT NULL,
  `sign` INT NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) NOT NULL,
  `day` DATE NOT NULL,
  `due_day` DATE,
  `settled_day` DATE,
  `voided_day` DATE,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL DEFAULT 0,
  `settled` BIGINT NOT NULL DEFAULT 0,
  `outstanding` BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `analytics_change_source_day_idx` (`source`, `day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `analytics_office_day` (
  `fact` VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
  `day` DATE NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `settled` BIGINT NOT NULL,
  `row_count` BIGINT NOT NULL,
  `days` BIGINT NOT NULL,
  `late` BIGINT NOT NULL,
  PRIMARY KEY (`fact`, `day`, `office_id`, `geo_id`, `currency`, `part`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `analytics_office_month` (
  `fact` VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
  `month` CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `settled` BIGINT NOT NULL,
  `row_count` BIGINT NOT NULL,
  `days` BIGINT NOT NULL,
  `late` BIGINT NOT NULL,
  PRIMARY KEY (`fact`, `month`, `office_id`, `geo_id`, `currency`, `part`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `analytics_day` (
  `fact` VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
  `day` DATE NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `settled` BIGINT NOT NULL,
  `row_count` BIGINT NOT NULL,
  `days` BIGINT NOT NULL,
  `late` BIGINT NOT NULL,
  PRIMARY KEY (`fact`, `day`, `currency`, `part`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `analytics_representative_month` (
  `fact` VARCHAR(12) COLLATE utf8mb4_bin NOT NULL,
  `month` CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `part` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `settled` BIGINT NOT NULL,
  `row_count` BIGINT NOT NULL,
  `days` BIGINT NOT NULL,
  `late` BIGINT NOT NULL,
  PRIMARY KEY (`fact`, `month`, `representative_id`, `currency`, `part`),
  KEY `analytics_representative_month_representative_id_fact_month_idx` (`representative_id`, `fact`, `month`),
  KEY `analytics_representative_month_fact_month_represen_27c25cfb_idx` (`fact`, `month`, `representative_id`, `currency`, `part`, `amount`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `exchange_rate` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `base` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `quote` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `valid_from` DATE NOT NULL,
  `rate` BIGINT NOT NULL,
  `source` VARCHAR(190) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `exchange_rate_rate_b869f4_check` CHECK (rate > 0),
  UNIQUE KEY `exchange_rate_base_quote_valid_from_key` (`base`, `quote`, `valid_from`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `target` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `measure` VARCHAR(20) NOT NULL,
  `month` CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `target_amount_32e629_check` CHECK (amount >= 0),
  KEY `target_measure_month_office_id_idx` (`measure`, `month`, `office_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `dashboard` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `layout` LONGTEXT NOT NULL,
  `filters` LONGTEXT NOT NULL,
  `shared` BOOLEAN NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `dashboard_user_id_name_key` (`user_id`, `name`),
  KEY `dashboard_shared_idx` (`shared`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `report` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `description` VARCHAR(500),
  `owner_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `definition` LONGTEXT NOT NULL,
  `shared_with` VARCHAR(190) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `report_owner_id_name_key` (`owner_id`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `report_revision` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `report_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `revision` INT NOT NULL,
  `definition` LONGTEXT NOT NULL,
  `saved_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `saved_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `report_revision_report_id_fkey` FOREIGN KEY (`report_id`) REFERENCES `report` (`id`) ON DELETE CASCADE,
  UNIQUE KEY `report_revision_report_id_revision_key` (`report_id`, `revision`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `report_run` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `report_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `title` VARCHAR(190) NOT NULL,
  `definition` LONGTEXT NOT NULL,
  `format` VARCHAR(10) NOT NULL,
  `language` VARCHAR(5) NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `row_count` BIGINT NOT NULL DEFAULT 0,
  `bytes` BIGINT NOT NULL DEFAULT 0,
  `file_path` VARCHAR(500),
  `file_name` VARCHAR(255),
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `actor` LONGTEXT NOT NULL,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `schedule_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `finished_at` DATETIME(3),
  `expires_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `report_run_requested_by_created_at_idx` (`requested_by`, `created_at`),
  KEY `report_run_state_expires_at_idx` (`state`, `expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `report_schedule` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `report_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `library` VARCHAR(60),
  `owner_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `cron` VARCHAR(120) NOT NULL,
  `zone` VARCHAR(60) NOT NULL,
  `format` VARCHAR(10) NOT NULL,
  `channel` VARCHAR(40) NOT NULL,
  `recipients` LONGTEXT NOT NULL,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `next_run_at` DATETIME(3),
  `last_run_at` DATETIME(3),
  `last_error` TEXT,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `report_schedule_report_id_fkey` FOREIGN KEY (`report_id`) REFERENCES `report` (`id`) ON DELETE CASCADE,
  KEY `report_schedule_active_next_run_at_idx` (`active`, `next_run_at`),
  KEY `report_schedule_report_id_idx` (`report_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `report_delivery` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `schedule_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `occurrence` DATETIME(3) NOT NULL,
  `recipient` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `error` TEXT,
  `run_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `report_delivery_schedule_id_occurrence_recipient_key` (`schedule_id`, `occurrence`, `recipient`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- A cut migration is run again, and MySQL adds no column "if not exists".
SET @add_settled_on = IF(
  (SELECT COUNT(*) FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = 'invoice' AND column_name = 'settled_on') = 0,
  'ALTER TABLE `invoice` ADD COLUMN `settled_on` DATE', 'DO 0');

PREPARE add_settled_on FROM @add_settled_on;

EXECUTE add_settled_on;

DEALLOCATE PREPARE add_settled_on;

-- By hand from here: what the writers of the ledger's tables change reaches the rollups (docs/decisions/0015).
UPDATE `invoice` SET `settled_on` = GREATEST(`issue_date`,
    COALESCE((SELECT MAX(a.`allocated_on`) FROM `allocation` a WHERE a.`invoice_id` = `invoice`.`id` AND a.`reverses_id` IS NULL
      AND NOT EXISTS (SELECT 1 FROM `allocation` b WHERE b.`reverses_id` = a.`id`)), `issue_date`),
    COALESCE((SELECT MAX(n.`issue_date`) FROM `credit_note` n WHERE n.`invoice_id` = `invoice`.`id`), `issue_date`))
  WHERE `status` = 'paid';

DROP TRIGGER IF EXISTS `analytics_change_of_invoice_insert`;

CREATE TRIGGER `analytics_change_of_invoice_insert` AFTER INSERT ON `invoice` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, NEW.`status`, NEW.`issue_date`, NEW.`due_date`, NEW.`settled_on`, NEW.`voided_on`, NEW.`total`, NEW.`tax`, NEW.`allocated` + NEW.`credited`, NEW.`outstanding`
    FROM `representative` r WHERE r.`id` = NEW.`representative_id` AND NEW.`status` <> 'draft' AND NEW.`issue_date` IS NOT NULL LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_invoice_update`;

CREATE TRIGGER `analytics_change_of_invoice_update` AFTER UPDATE ON `invoice` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, OLD.`status`, OLD.`issue_date`, OLD.`due_date`, OLD.`settled_on`, OLD.`voided_on`, OLD.`total`, OLD.`tax`, OLD.`allocated` + OLD.`credited`, OLD.`outstanding`
    FROM `representative` r WHERE r.`id` = OLD.`representative_id` AND OLD.`status` <> 'draft' AND OLD.`issue_date` IS NOT NULL
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`status` <=> NEW.`status`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`issue_date` <=> NEW.`issue_date`) OR NOT (OLD.`due_date` <=> NEW.`due_date`) OR NOT (OLD.`settled_on` <=> NEW.`settled_on`) OR NOT (OLD.`voided_on` <=> NEW.`voided_on`) OR NOT (OLD.`total` <=> NEW.`total`) OR NOT (OLD.`tax` <=> NEW.`tax`) OR NOT (OLD.`allocated` <=> NEW.`allocated`) OR NOT (OLD.`credited` <=> NEW.`credited`) OR NOT (OLD.`outstanding` <=> NEW.`outstanding`)) LOCK IN SHARE MODE;
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, NEW.`status`, NEW.`issue_date`, NEW.`due_date`, NEW.`settled_on`, NEW.`voided_on`, NEW.`total`, NEW.`tax`, NEW.`allocated` + NEW.`credited`, NEW.`outstanding`
    FROM `representative` r WHERE r.`id` = NEW.`representative_id` AND NEW.`status` <> 'draft' AND NEW.`issue_date` IS NOT NULL
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`status` <=> NEW.`status`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`issue_date` <=> NEW.`issue_date`) OR NOT (OLD.`due_date` <=> NEW.`due_date`) OR NOT (OLD.`settled_on` <=> NEW.`settled_on`) OR NOT (OLD.`voided_on` <=> NEW.`voided_on`) OR NOT (OLD.`total` <=> NEW.`total`) OR NOT (OLD.`tax` <=> NEW.`tax`) OR NOT (OLD.`allocated` <=> NEW.`allocated`) OR NOT (OLD.`credited` <=> NEW.`credited`) OR NOT (OLD.`outstanding` <=> NEW.`outstanding`)) LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_invoice_delete`;

CREATE TRIGGER `analytics_change_of_invoice_delete` AFTER DELETE ON `invoice` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, OLD.`status`, OLD.`issue_date`, OLD.`due_date`, OLD.`settled_on`, OLD.`voided_on`, OLD.`total`, OLD.`tax`, OLD.`allocated` + OLD.`credited`, OLD.`outstanding`
    FROM `representative` r WHERE r.`id` = OLD.`representative_id` AND OLD.`status` <> 'draft' AND OLD.`issue_date` IS NOT NULL LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_payment_insert`;

CREATE TRIGGER `analytics_change_of_payment_insert` AFTER INSERT ON `payment` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, NEW.`method`, NEW.`received_on`, NULL, NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = NEW.`representative_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_payment_update`;

CREATE TRIGGER `analytics_change_of_payment_update` AFTER UPDATE ON `payment` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, OLD.`method`, OLD.`received_on`, NULL, NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = OLD.`representative_id`
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`method` <=> NEW.`method`) OR NOT (OLD.`received_on` <=> NEW.`received_on`) OR NOT (OLD.`amount` <=> NEW.`amount`)) LOCK IN SHARE MODE;
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, NEW.`method`, NEW.`received_on`, NULL, NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = NEW.`representative_id`
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`method` <=> NEW.`method`) OR NOT (OLD.`received_on` <=> NEW.`received_on`) OR NOT (OLD.`amount` <=> NEW.`amount`)) LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_payment_delete`;

CREATE TRIGGER `analytics_change_of_payment_delete` AFTER DELETE ON `payment` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, OLD.`method`, OLD.`received_on`, NULL, NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = OLD.`representative_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_credit_note_insert`;

CREATE TRIGGER `analytics_change_of_credit_note_insert` AFTER INSERT ON `credit_note` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, '', NEW.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = NEW.`invoice_id`), NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = NEW.`representative_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_credit_note_update`;

CREATE TRIGGER `analytics_change_of_credit_note_update` AFTER UPDATE ON `credit_note` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, '', OLD.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = OLD.`invoice_id`), NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = OLD.`representative_id`
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`issue_date` <=> NEW.`issue_date`) OR NOT (OLD.`amount` <=> NEW.`amount`) OR NOT (OLD.`invoice_id` <=> NEW.`invoice_id`)) LOCK IN SHARE MODE;
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, '', NEW.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = NEW.`invoice_id`), NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = NEW.`representative_id`
      AND (NOT (OLD.`representative_id` <=> NEW.`representative_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`issue_date` <=> NEW.`issue_date`) OR NOT (OLD.`amount` <=> NEW.`amount`) OR NOT (OLD.`invoice_id` <=> NEW.`invoice_id`)) LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_credit_note_delete`;

CREATE TRIGGER `analytics_change_of_credit_note_delete` AFTER DELETE ON `credit_note` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, '', OLD.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = OLD.`invoice_id`), NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `representative` r WHERE r.`id` = OLD.`representative_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_allocation_insert`;

CREATE TRIGGER `analytics_change_of_allocation_insert` AFTER INSERT ON `allocation` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, '', NEW.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = NEW.`invoice_id`), NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = p.`representative_id` WHERE p.`id` = NEW.`payment_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_allocation_update`;

CREATE TRIGGER `analytics_change_of_allocation_update` AFTER UPDATE ON `allocation` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, '', OLD.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = OLD.`invoice_id`), NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = p.`representative_id` WHERE p.`id` = OLD.`payment_id`
      AND (NOT (OLD.`payment_id` <=> NEW.`payment_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`allocated_on` <=> NEW.`allocated_on`) OR NOT (OLD.`amount` <=> NEW.`amount`) OR NOT (OLD.`invoice_id` <=> NEW.`invoice_id`)) LOCK IN SHARE MODE;
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', 1, r.`id`, r.`office_id`, r.`geo_id`, NEW.`currency`, '', NEW.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = NEW.`invoice_id`), NULL, NULL, NEW.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = p.`representative_id` WHERE p.`id` = NEW.`payment_id`
      AND (NOT (OLD.`payment_id` <=> NEW.`payment_id`) OR NOT (OLD.`currency` <=> NEW.`currency`) OR NOT (OLD.`allocated_on` <=> NEW.`allocated_on`) OR NOT (OLD.`amount` <=> NEW.`amount`) OR NOT (OLD.`invoice_id` <=> NEW.`invoice_id`)) LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_allocation_delete`;

CREATE TRIGGER `analytics_change_of_allocation_delete` AFTER DELETE ON `allocation` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', -1, r.`id`, r.`office_id`, r.`geo_id`, OLD.`currency`, '', OLD.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = OLD.`invoice_id`), NULL, NULL, OLD.`amount`, 0, 0, 0
    FROM `payment` p JOIN `representative` r ON r.`id` = p.`representative_id` WHERE p.`id` = OLD.`payment_id` LOCK IN SHARE MODE;
END;

DROP TRIGGER IF EXISTS `analytics_change_of_representative_move`;

CREATE TRIGGER `analytics_change_of_representative_move` AFTER UPDATE ON `representative` FOR EACH ROW BEGIN
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', -1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, t.`currency`, t.`status`, t.`issue_date`, t.`due_date`, t.`settled_on`, t.`voided_on`, t.`total`, t.`tax`, t.`allocated` + t.`credited`, t.`outstanding`
    FROM `invoice` t WHERE t.`representative_id` = OLD.`id` AND t.`status` <> 'draft' AND t.`issue_date` IS NOT NULL
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'invoice', 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, t.`currency`, t.`status`, t.`issue_date`, t.`due_date`, t.`settled_on`, t.`voided_on`, t.`total`, t.`tax`, t.`allocated` + t.`credited`, t.`outstanding`
    FROM `invoice` t WHERE t.`representative_id` = NEW.`id` AND t.`status` <> 'draft' AND t.`issue_date` IS NOT NULL
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', -1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, t.`currency`, t.`method`, t.`received_on`, NULL, NULL, NULL, t.`amount`, 0, 0, 0
    FROM `payment` t WHERE t.`representative_id` = OLD.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'payment', 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, t.`currency`, t.`method`, t.`received_on`, NULL, NULL, NULL, t.`amount`, 0, 0, 0
    FROM `payment` t WHERE t.`representative_id` = NEW.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', -1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, t.`currency`, '', t.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
    FROM `credit_note` t WHERE t.`representative_id` = OLD.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'credit-note', 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, t.`currency`, '', t.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
    FROM `credit_note` t WHERE t.`representative_id` = NEW.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', -1, OLD.`id`, OLD.`office_id`, OLD.`geo_id`, t.`currency`, '', t.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
    FROM `allocation` t JOIN `payment` p ON p.`id` = t.`payment_id` WHERE p.`representative_id` = OLD.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
  INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
    SELECT 'allocation', 1, NEW.`id`, NEW.`office_id`, NEW.`geo_id`, t.`currency`, '', t.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
    FROM `allocation` t JOIN `payment` p ON p.`id` = t.`payment_id` WHERE p.`representative_id` = NEW.`id`
      AND (NOT (OLD.`office_id` <=> NEW.`office_id`) OR NOT (OLD.`geo_id` <=> NEW.`geo_id`));
END;

DELETE FROM `analytics_change`;

INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
  SELECT 'invoice', 1, r.`id`, r.`office_id`, r.`geo_id`, t.`currency`, t.`status`, t.`issue_date`, t.`due_date`, t.`settled_on`, t.`voided_on`, t.`total`, t.`tax`, t.`allocated` + t.`credited`, t.`outstanding`
  FROM `invoice` t JOIN `representative` r ON r.`id` = t.`representative_id` WHERE t.`status` <> 'draft' AND t.`issue_date` IS NOT NULL;

INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
  SELECT 'payment', 1, r.`id`, r.`office_id`, r.`geo_id`, t.`currency`, t.`method`, t.`received_on`, NULL, NULL, NULL, t.`amount`, 0, 0, 0
  FROM `payment` t JOIN `representative` r ON r.`id` = t.`representative_id`;

INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
  SELECT 'credit-note', 1, r.`id`, r.`office_id`, r.`geo_id`, t.`currency`, '', t.`issue_date`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
  FROM `credit_note` t JOIN `representative` r ON r.`id` = t.`representative_id`;

INSERT INTO `analytics_change` (`source`, `sign`, `representative_id`, `office_id`, `geo_id`, `currency`, `part`, `day`, `due_day`, `settled_day`, `voided_day`, `amount`, `tax`, `settled`, `outstanding`)
  SELECT 'allocation', 1, r.`id`, r.`office_id`, r.`geo_id`, t.`currency`, '', t.`allocated_on`, (SELECT i.`due_date` FROM `invoice` i WHERE i.`id` = t.`invoice_id`), NULL, NULL, t.`amount`, 0, 0, 0
  FROM `allocation` t JOIN `payment` p ON p.`id` = t.`payment_id` JOIN `representative` r ON r.`id` = p.`representative_id`;
