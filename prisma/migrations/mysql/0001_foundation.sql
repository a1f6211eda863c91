CREATE TABLE IF NOT EXISTS `geo` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `geo_code_key` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `office` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `office_geo_id_fkey` FOREIGN KEY (`geo_id`) REFERENCES `geo` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `office_code_key` (`code`),
  KEY `office_geo_id_idx` (`geo_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `manager` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `email` VARCHAR(190),
  `phone` VARCHAR(40),
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `manager_code_key` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `office_manager` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `manager_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `office_manager_office_id_fkey` FOREIGN KEY (`office_id`) REFERENCES `office` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `office_manager_manager_id_fkey` FOREIGN KEY (`manager_id`) REFERENCES `manager` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `office_manager_office_id_manager_id_key` (`office_id`, `manager_id`),
  KEY `office_manager_manager_id_idx` (`manager_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `representative` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `language` VARCHAR(5) NOT NULL DEFAULT 'en',
  `credit_limit` BIGINT,
  `contact_name` VARCHAR(120),
  `email` VARCHAR(190),
  `phone` VARCHAR(40),
  `address` VARCHAR(500),
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `representative_office_id_fkey` FOREIGN KEY (`office_id`) REFERENCES `office` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `representative_geo_id_fkey` FOREIGN KEY (`geo_id`) REFERENCES `geo` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `representative_code_key` (`code`),
  KEY `representative_office_id_idx` (`office_id`),
  KEY `representative_geo_id_idx` (`geo_id`),
  KEY `representative_name_idx` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `product` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `description` VARCHAR(500),
  `unit_price` BIGINT NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `tax_rate` INT NOT NULL DEFAULT 0,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `product_code_key` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `number_series` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `code` VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  `purpose` VARCHAR(20) NOT NULL,
  `prefix` VARCHAR(40) NOT NULL,
  `padding` INT NOT NULL DEFAULT 5,
  `year` INT NOT NULL DEFAULT 0,
  `next_number` BIGINT NOT NULL DEFAULT 1,
  `yearly` BOOLEAN NOT NULL DEFAULT 1,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `number_series_code_key` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `invoice` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `number` VARCHAR(60) COLLATE utf8mb4_bin,
  `series_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `status` VARCHAR(20) NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `issue_date` DATE,
  `due_date` DATE,
  `term_days` INT NOT NULL DEFAULT 30,
  `tax_inclusive` BOOLEAN NOT NULL DEFAULT 0,
  `net` BIGINT NOT NULL DEFAULT 0,
  `discount` BIGINT NOT NULL DEFAULT 0,
  `tax` BIGINT NOT NULL DEFAULT 0,
  `total` BIGINT NOT NULL DEFAULT 0,
  `allocated` BIGINT NOT NULL DEFAULT 0,
  `credited` BIGINT NOT NULL DEFAULT 0,
  `outstanding` BIGINT NOT NULL DEFAULT 0,
  `disputed` BOOLEAN NOT NULL DEFAULT 0,
  `note` VARCHAR(1000),
  `voided_on` DATE,
  `void_reason` VARCHAR(500),
  `import_ref` VARCHAR(190),
  `import_digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `invoice_outstanding_ad7341_check` CHECK (outstanding >= 0),
  CONSTRAINT `invoice_allocated_005d68_check` CHECK (allocated >= 0),
  CONSTRAINT `invoice_credited_da28fe_check` CHECK (credited >= 0),
  CONSTRAINT `invoice_representative_id_fkey` FOREIGN KEY (`representative_id`) REFERENCES `representative` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `invoice_number_key` (`number`),
  KEY `invoice_representative_id_issue_date_id_idx` (`representative_id`, `issue_date`, `id`),
  KEY `invoice_representative_id_status_total_idx` (`representative_id`, `status`, `total`),
  KEY `invoice_issue_date_id_status_currency_total_idx` (`issue_date`, `id`, `status`, `currency`, `total`),
  KEY `invoice_status_due_date_currency_outstanding_idx` (`status`, `due_date`, `currency`, `outstanding`),
  KEY `invoice_due_date_idx` (`due_date`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `invoice_line` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `position` INT NOT NULL,
  `product_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `description` VARCHAR(500) NOT NULL,
  `quantity` BIGINT NOT NULL,
  `unit_price` BIGINT NOT NULL,
  `discount_rate` INT NOT NULL DEFAULT 0,
  `tax_rate` INT NOT NULL DEFAULT 0,
  `discount` BIGINT NOT NULL DEFAULT 0,
  `net` BIGINT NOT NULL,
  `tax` BIGINT NOT NULL,
  `total` BIGINT NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `invoice_line_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `invoice_line_product_id_fkey` FOREIGN KEY (`product_id`) REFERENCES `product` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `invoice_line_invoice_id_position_key` (`invoice_id`, `position`),
  KEY `invoice_line_product_id_idx` (`product_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `invoice_document` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `language` VARCHAR(5) COLLATE utf8mb4_bin NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `bytes` LONGBLOB NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `invoice_document_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `invoice_document_invoice_id_language_key` (`invoice_id`, `language`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `credit_note` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `number` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `series_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `issue_date` DATE NOT NULL,
  `amount` BIGINT NOT NULL,
  `reason` VARCHAR(500) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `credit_note_amount_408e2e_check` CHECK (amount > 0),
  CONSTRAINT `credit_note_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `credit_note_representative_id_fkey` FOREIGN KEY (`representative_id`) REFERENCES `representative` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `credit_note_number_key` (`number`),
  KEY `credit_note_invoice_id_idx` (`invoice_id`),
  KEY `credit_note_representative_id_issue_date_idx` (`representative_id`, `issue_date`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `payment` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `unallocated` BIGINT NOT NULL,
  `received_on` DATE NOT NULL,
  `method` VARCHAR(20) NOT NULL,
  `reference` VARCHAR(190),
  `note` VARCHAR(500),
  `import_ref` VARCHAR(190) COLLATE utf8mb4_bin,
  `import_digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `payment_amount_408e2e_check` CHECK (amount > 0),
  CONSTRAINT `payment_unallocated_4910c6_check` CHECK (unallocated >= 0 AND unallocated <= amount),
  CONSTRAINT `payment_representative_id_fkey` FOREIGN KEY (`representative_id`) REFERENCES `representative` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `payment_import_ref_key` (`import_ref`),
  KEY `payment_representative_id_received_on_id_idx` (`representative_id`, `received_on`, `id`),
  KEY `payment_received_on_id_currency_amount_idx` (`received_on`, `id`, `currency`, `amount`),
  KEY `payment_reference_idx` (`reference`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `allocation` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `payment_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `allocated_on` DATE NOT NULL,
  `reverses_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `allocation_amount_b037a6_check` CHECK (amount <> 0),
  CONSTRAINT `allocation_payment_id_fkey` FOREIGN KEY (`payment_id`) REFERENCES `payment` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `allocation_invoice_id_fkey` FOREIGN KEY (`invoice_id`) REFERENCES `invoice` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `allocation_reverses_id_fkey` FOREIGN KEY (`reverses_id`) REFERENCES `allocation` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `allocation_reverses_id_key` (`reverses_id`),
  KEY `allocation_payment_id_idx` (`payment_id`),
  KEY `allocation_invoice_id_allocated_on_idx` (`invoice_id`, `allocated_on`),
  KEY `allocation_allocated_on_idx` (`allocated_on`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `period` (
  `month` CHAR(7) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `status` VARCHAR(10) NOT NULL,
  `closed_at` DATETIME(3),
  `closed_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`month`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `daily_entry` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `entry_day` DATE NOT NULL,
  `office_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `geo_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `manager_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `revenue` BIGINT NOT NULL,
  `cost` BIGINT NOT NULL,
  `profit` BIGINT NOT NULL,
  `note` VARCHAR(500),
  `import_digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `daily_entry_entry_day_office_id_geo_id_manager_id_currency_key` (`entry_day`, `office_id`, `geo_id`, `manager_id`, `currency`),
  KEY `daily_entry_office_id_entry_day_idx` (`office_id`, `entry_day`),
  KEY `daily_entry_manager_id_entry_day_idx` (`manager_id`, `entry_day`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `app_user` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `email` VARCHAR(190) NOT NULL,
  `name` VARCHAR(190) NOT NULL,
  `password_hash` VARCHAR(255) NOT NULL,
  `role` VARCHAR(20) NOT NULL,
  `language` VARCHAR(5) NOT NULL DEFAULT 'en',
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `manager_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `last_sign_in_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `app_user_email_key` (`email`),
  KEY `app_user_representative_id_idx` (`representative_id`),
  KEY `app_user_manager_id_idx` (`manager_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `session` (
  `id` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `data` TEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `session_user_id_idx` (`user_id`),
  KEY `session_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `rate_limit` (
  `key` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `points` INT NOT NULL DEFAULT 0,
  `expire_at` DATETIME(3),
  PRIMARY KEY (`key`),
  KEY `rate_limit_expire_at_idx` (`expire_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `setting` (
  `plugin` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
  `value` TEXT NOT NULL,
  `secret` BOOLEAN NOT NULL DEFAULT 0,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  PRIMARY KEY (`plugin`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `outbox_event` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `payload` LONGTEXT NOT NULL,
  `occurred_at` DATETIME(3) NOT NULL,
  `done_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `outbox_event_done_at_occurred_at_idx` (`done_at`, `occurred_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `outbox_delivery` (
  `event_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `subscriber` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `attempts` INT NOT NULL DEFAULT 0,
  `delivered_at` DATETIME(3),
  `next_try_at` DATETIME(3),
  `error` TEXT,
  PRIMARY KEY (`event_id`, `subscriber`),
  CONSTRAINT `outbox_delivery_event_id_fkey` FOREIGN KEY (`event_id`) REFERENCES `outbox_event` (`id`) ON DELETE RESTRICT,
  KEY `outbox_delivery_delivered_at_next_try_at_idx` (`delivered_at`, `next_try_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `audit_entry` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `seq` BIGINT NOT NULL,
  `at` DATETIME(3) NOT NULL,
  `actor_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `via` VARCHAR(20) NOT NULL,
  `action` VARCHAR(120) NOT NULL,
  `entity` VARCHAR(60) NOT NULL,
  `entity_id` VARCHAR(190) NOT NULL,
  `content` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `audit_entry_seq_key` (`seq`),
  KEY `audit_entry_entity_entity_id_seq_idx` (`entity`, `entity_id`, `seq`),
  KEY `audit_entry_actor_id_seq_idx` (`actor_id`, `seq`),
  KEY `audit_entry_at_idx` (`at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

DROP TRIGGER IF EXISTS `audit_entry_refuse_update`;

CREATE TRIGGER `audit_entry_refuse_update` BEFORE UPDATE ON `audit_entry` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_entry is append-only';

DROP TRIGGER IF EXISTS `audit_entry_refuse_delete`;

CREATE TRIGGER `audit_entry_refuse_delete` BEFORE DELETE ON `audit_entry` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_entry is append-only';

CREATE TABLE IF NOT EXISTS `audit_content` (
  `entry_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `salt` CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `actor` VARCHAR(190) NOT NULL,
  `before` LONGTEXT,
  `after` LONGTEXT,
  PRIMARY KEY (`entry_id`),
  CONSTRAINT `audit_content_entry_id_fkey` FOREIGN KEY (`entry_id`) REFERENCES `audit_entry` (`id`) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `audit_head` (
  `id` INT NOT NULL,
  `seq` BIGINT NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `signature` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `user_permission` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `permission` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `allowed` BOOLEAN NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `user_permission_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `user_permission_user_id_permission_key` (`user_id`, `permission`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `one_time_link` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `purpose` VARCHAR(20) NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `created_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `expires_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `one_time_link_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `one_time_link_digest_key` (`digest`),
  KEY `one_time_link_user_id_idx` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `totp_factor` (
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `secret` VARCHAR(400) NOT NULL,
  `confirmed_at` DATETIME(3),
  `last_step` BIGINT NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`),
  CONSTRAINT `totp_factor_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `recovery_code` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `recovery_code_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `recovery_code_user_id_digest_key` (`user_id`, `digest`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `passkey` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `credential_id` VARCHAR(700) COLLATE utf8mb4_bin NOT NULL,
  `public_key` TEXT NOT NULL,
  `counter` BIGINT NOT NULL DEFAULT 0,
  `transports` VARCHAR(120) NOT NULL,
  `device_type` VARCHAR(20) NOT NULL,
  `backed_up` BOOLEAN NOT NULL DEFAULT 0,
  `name` VARCHAR(120) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `last_used_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `passkey_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `passkey_credential_id_key` (`credential_id`),
  KEY `passkey_user_id_idx` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `api_key` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `prefix` VARCHAR(24) NOT NULL,
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `scopes` LONGTEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `last_used_at` DATETIME(3),
  `revoked_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `api_key_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `api_key_digest_key` (`digest`),
  KEY `api_key_user_id_created_at_idx` (`user_id`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `idempotency_key` (
  `id` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `request` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `claim` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `held_until` DATETIME(3) NOT NULL,
  `effect` LONGTEXT,
  `status` INT,
  `body` LONGTEXT,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `idempotency_key_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `comment` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `entity` VARCHAR(60) NOT NULL,
  `entity_id` VARCHAR(190) NOT NULL,
  `author_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `body` TEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `deleted_at` DATETIME(3),
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `comment_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  KEY `comment_entity_entity_id_created_at_idx` (`entity`, `entity_id`, `created_at`),
  KEY `comment_author_id_idx` (`author_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `notice` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` VARCHAR(120) NOT NULL,
  `facts` LONGTEXT NOT NULL,
  `entity` VARCHAR(60),
  `entity_id` VARCHAR(190),
  `link` VARCHAR(500),
  `unique_key` VARCHAR(190) COLLATE utf8mb4_bin,
  `created_at` DATETIME(3) NOT NULL,
  `read_at` DATETIME(3),
  PRIMARY KEY (`id`),
  CONSTRAINT `notice_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `notice_unique_key_key` (`unique_key`),
  KEY `notice_user_id_read_at_created_at_idx` (`user_id`, `read_at`, `created_at`),
  KEY `notice_user_id_created_at_idx` (`user_id`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `trash_entry` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `entity` VARCHAR(60) NOT NULL,
  `entity_id` VARCHAR(190) NOT NULL,
  `title` VARCHAR(190) NOT NULL,
  `rows` LONGTEXT NOT NULL,
  `deleted_at` DATETIME(3) NOT NULL,
  `deleted_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `expires_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `trash_entry_entity_deleted_at_idx` (`entity`, `deleted_at`),
  KEY `trash_entry_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `saved_view` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `resource` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `view` LONGTEXT NOT NULL,
  `shared` BOOLEAN NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `saved_view_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `saved_view_user_id_resource_name_key` (`user_id`, `resource`, `name`),
  KEY `saved_view_resource_shared_idx` (`resource`, `shared`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `user_preference` (
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `value` LONGTEXT NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`, `name`),
  CONSTRAINT `user_preference_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_user` (`id`) ON DELETE RESTRICT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `job` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `data` LONGTEXT NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `unique_key` VARCHAR(190) COLLATE utf8mb4_bin,
  `attempts` INT NOT NULL DEFAULT 0,
  `max_attempts` INT NOT NULL DEFAULT 1,
  `fence` BIGINT NOT NULL DEFAULT 0,
  `run_at` DATETIME(3),
  `started_at` DATETIME(3),
  `finished_at` DATETIME(3),
  `heartbeat_at` DATETIME(3),
  `progress` INT NOT NULL DEFAULT 0,
  `total` INT,
  `note` VARCHAR(255),
  `error` TEXT,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `wake_id` VARCHAR(120),
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `job_unique_key_key` (`unique_key`),
  KEY `job_state_run_at_idx` (`state`, `run_at`),
  KEY `job_name_state_idx` (`name`, `state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `job_effect` (
  `key` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `fence` BIGINT NOT NULL,
  `at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`key`),
  KEY `job_effect_job_id_idx` (`job_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `agenda_job` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) NOT NULL,
  `type` VARCHAR(20) NOT NULL DEFAULT 'normal',
  `data` LONGTEXT NOT NULL,
  `priority` INT NOT NULL DEFAULT 0,
  `next_run_at` DATETIME(3),
  `locked_at` DATETIME(3),
  `last_modified_by` VARCHAR(190),
  `attributes` LONGTEXT NOT NULL,
  `disabled` BOOLEAN NOT NULL DEFAULT 0,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `agenda_job_name_next_run_at_locked_at_idx` (`name`, `next_run_at`, `locked_at`),
  KEY `agenda_job_locked_at_idx` (`locked_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `import_profile` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `mapping` LONGTEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `import_profile_kind_name_key` (`kind`, `name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `import_run` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` VARCHAR(60) NOT NULL,
  `file_name` VARCHAR(255) NOT NULL,
  `file_path` VARCHAR(500) NOT NULL,
  `file_digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `file_bytes` BIGINT NOT NULL,
  `mapping` LONGTEXT NOT NULL,
  `mode` VARCHAR(20) NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `rows` INT NOT NULL DEFAULT 0,
  `created` INT NOT NULL DEFAULT 0,
  `unchanged` INT NOT NULL DEFAULT 0,
  `failed` INT NOT NULL DEFAULT 0,
  `failed_path` VARCHAR(500),
  `error` TEXT,
  `job_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `requested_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `finished_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `import_run_kind_created_at_idx` (`kind`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `import_error` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `run_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `line` INT NOT NULL,
  `column_name` VARCHAR(190),
  `code` VARCHAR(60) NOT NULL,
  `facts` TEXT NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `import_error_run_id_fkey` FOREIGN KEY (`run_id`) REFERENCES `import_run` (`id`) ON DELETE RESTRICT,
  KEY `import_error_run_id_line_idx` (`run_id`, `line`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
