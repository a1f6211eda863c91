export const READ_AUDIT = 'host.audit.read';
