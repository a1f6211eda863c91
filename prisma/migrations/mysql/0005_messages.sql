CREATE TABLE IF NOT EXISTS `payment_claim` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `currency` CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` BIGINT NOT NULL,
  `paid_on` DATE NOT NULL,
  `note` VARCHAR(500),
  `status` VARCHAR(20) NOT NULL,
  `file_name` VARCHAR(190),
  `content_type` VARCHAR(100),
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
  `bytes` LONGBLOB,
  `created_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `decided_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `decided_at` DATETIME(3),
  `payment_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `reason` VARCHAR(500),
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  CONSTRAINT `payment_claim_amount_408e2e_check` CHECK (amount > 0),
  KEY `payment_claim_status_created_at_idx` (`status`, `created_at`),
  KEY `payment_claim_representative_id_created_at_idx` (`representative_id`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `invoice_dispute` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `reason` VARCHAR(500) NOT NULL,
  `status` VARCHAR(20) NOT NULL,
  `raised_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `raised_at` DATETIME(3) NOT NULL,
  `resolution` VARCHAR(500),
  `resolved_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `resolved_at` DATETIME(3),
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  KEY `invoice_dispute_invoice_id_status_idx` (`invoice_id`, `status`),
  KEY `invoice_dispute_status_raised_at_idx` (`status`, `raised_at`),
  KEY `invoice_dispute_representative_id_idx` (`representative_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `message` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `unique_key` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `kind` VARCHAR(120) NOT NULL,
  `channel` VARCHAR(20) NOT NULL,
  `recipient_kind` VARCHAR(20) NOT NULL,
  `recipient_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `recipient_name` VARCHAR(190) NOT NULL,
  `address` VARCHAR(190),
  `language` VARCHAR(5) NOT NULL,
  `facts` LONGTEXT NOT NULL,
  `entity` VARCHAR(60),
  `entity_id` VARCHAR(190),
  `link` VARCHAR(500),
  `thread` VARCHAR(190),
  `stage` INT NOT NULL DEFAULT 0,
  `priority` INT NOT NULL DEFAULT 1,
  `state` VARCHAR(20) NOT NULL,
  `reason` TEXT,
  `attempts` INT NOT NULL DEFAULT 0,
  `doubtful` INT NOT NULL DEFAULT 0,
  `due_at` DATETIME(3) NOT NULL,
  `digest` VARCHAR(10),
  `held_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `held_until` DATETIME(3),
  `reference` VARCHAR(190),
  `created_at` DATETIME(3) NOT NULL,
  `sent_at` DATETIME(3),
  `read_at` DATETIME(3),
  PRIMARY KEY (`id`),
  UNIQUE KEY `message_unique_key_key` (`unique_key`),
  KEY `message_channel_state_priority_due_at_idx` (`channel`, `state`, `priority`, `due_at`),
  KEY `message_state_due_at_idx` (`state`, `due_at`),
  KEY `message_thread_state_idx` (`thread`, `state`),
  KEY `message_recipient_kind_recipient_id_created_at_idx` (`recipient_kind`, `recipient_id`, `created_at`),
  KEY `message_kind_created_at_idx` (`kind`, `created_at`),
  KEY `message_entity_entity_id_idx` (`entity`, `entity_id`),
  KEY `message_channel_state_created_at_idx` (`channel`, `state`, `created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `notice_choice` (
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `kind` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `channels` VARCHAR(400) NOT NULL,
  PRIMARY KEY (`user_id`, `kind`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `notice_profile` (
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `zone` VARCHAR(60),
  `quiet_from` INT,
  `quiet_to` INT,
  `digest` VARCHAR(10) NOT NULL DEFAULT 'instant',
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `notice_default` (
  `kind` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `channels` VARCHAR(400) NOT NULL,
  `locked` VARCHAR(400) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `updated_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`kind`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `mail_block` (
  `address` VARCHAR(190) COLLATE utf8mb4_bin NOT NULL,
  `reason` VARCHAR(20) NOT NULL,
  `detail` VARCHAR(500),
  `message_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`address`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `reminder_ladder` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `name` VARCHAR(120) COLLATE utf8mb4_bin NOT NULL,
  `position` INT NOT NULL,
  `active` BOOLEAN NOT NULL DEFAULT 1,
  `segment` LONGTEXT NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  `updated_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `reminder_ladder_name_key` (`name`),
  KEY `reminder_ladder_position_idx` (`position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `reminder_stage` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `ladder_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `day` INT NOT NULL,
  `audience` VARCHAR(20) COLLATE utf8mb4_bin NOT NULL,
  `channels` VARCHAR(400) NOT NULL,
  `wording` VARCHAR(20) NOT NULL,
  `extra` LONGTEXT NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `reminder_stage_ladder_id_fkey` FOREIGN KEY (`ladder_id`) REFERENCES `reminder_ladder` (`id`) ON DELETE RESTRICT,
  UNIQUE KEY `reminder_stage_ladder_id_day_audience_key` (`ladder_id`, `day`, `audience`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `reminder_pause` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `invoice_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `representative_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `reason` VARCHAR(20) NOT NULL,
  `until` DATE,
  `note` VARCHAR(500),
  `created_at` DATETIME(3) NOT NULL,
  `created_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `ended_at` DATETIME(3),
  PRIMARY KEY (`id`),
  KEY `reminder_pause_invoice_id_ended_at_idx` (`invoice_id`, `ended_at`),
  KEY `reminder_pause_representative_id_idx` (`representative_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_chat` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `chat_id` BIGINT NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `username` VARCHAR(64),
  `state` VARCHAR(20) NOT NULL,
  `linked_at` DATETIME(3) NOT NULL,
  `ended_at` DATETIME(3),
  `last_seen_at` DATETIME(3),
  PRIMARY KEY (`id`),
  UNIQUE KEY `telegram_chat_chat_id_key` (`chat_id`),
  KEY `telegram_chat_user_id_state_idx` (`user_id`, `state`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_link` (
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `created_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3),
  PRIMARY KEY (`digest`),
  KEY `telegram_link_user_id_idx` (`user_id`),
  KEY `telegram_link_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_screen` (
  `id` CHAR(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `chat_id` BIGINT NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `buttons` LONGTEXT NOT NULL,
  `message_id` BIGINT,
  `created_at` DATETIME(3) NOT NULL,
  `expires_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `telegram_screen_chat_id_created_at_idx` (`chat_id`, `created_at`),
  KEY `telegram_screen_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_conversation` (
  `chat_id` BIGINT NOT NULL,
  `user_id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `step` VARCHAR(120) NOT NULL,
  `state` LONGTEXT NOT NULL,
  `message_id` BIGINT,
  `expires_at` DATETIME(3) NOT NULL,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`chat_id`),
  KEY `telegram_conversation_expires_at_idx` (`expires_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_update` (
  `update_id` BIGINT NOT NULL,
  `taken_at` DATETIME(3) NOT NULL,
  `done_at` DATETIME(3),
  PRIMARY KEY (`update_id`),
  KEY `telegram_update_taken_at_idx` (`taken_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_poller` (
  `bot_id` BIGINT NOT NULL,
  `held_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `held_until` DATETIME(3),
  `next_update` BIGINT NOT NULL DEFAULT 0,
  `problem` TEXT,
  `last_seen_at` DATETIME(3),
  PRIMARY KEY (`bot_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_bucket` (
  `key` VARCHAR(60) COLLATE utf8mb4_bin NOT NULL,
  `tokens` INT NOT NULL,
  `filled_at` DATETIME(3) NOT NULL,
  `paused_to` DATETIME(3),
  PRIMARY KEY (`key`),
  KEY `telegram_bucket_filled_at_idx` (`filled_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `telegram_file` (
  `digest` CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `language` VARCHAR(5) COLLATE utf8mb4_bin NOT NULL,
  `file_id` VARCHAR(255) NOT NULL,
  `created_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`digest`, `language`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS `broadcast` (
  `id` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `texts` LONGTEXT NOT NULL,
  `audience` LONGTEXT NOT NULL,
  `state` VARCHAR(20) NOT NULL,
  `total` INT NOT NULL DEFAULT 0,
  `created_by` CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
  `created_at` DATETIME(3) NOT NULL,
  `started_at` DATETIME(3),
  `finished_at` DATETIME(3),
  `chat_id` BIGINT,
  `message_id` BIGINT,
  `version` INT NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  KEY `broadcast_state_idx` (`state`),
  KEY `broadcast_created_at_idx` (`created_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
