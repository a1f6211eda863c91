CREATE TABLE IF NOT EXISTS `analytics_change` (
  `id` BIGINT NOT NULL AUTO_INCREMENT,
  `source` VARCHAR(20) NOT NULL,
  `sign` INT NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
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
  `batch` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (`id`),
  KEY `analytics_change_source_day_idx` (`source`, `day`),
  KEY `analytics_change_batch_idx` (`batch`)
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
  KEY `analytics_representative_month_representative_id_fact_month_idx` (`representative_id`, `fact`, `month`)
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
  KEY `report_schedule_active_next_run_at_idx` (`active`, `next_run_at`)
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

ALTER TABLE `invoice` ADD COLUMN `settled_on` DATE;
