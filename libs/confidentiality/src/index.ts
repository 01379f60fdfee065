export { loadKeyFile } from './key-file';
export { auditKeeping, type AuditKeeping } from './audit/audit-keeping';
export { createKeyedDigest } from './keyed-digest';
export { keyFingerprint, Keys, type KeyMaterial } from './keys';
export { createSealBox, SEAL_OVERHEAD_BYTES } from './seal-box';
export { fileTexts, renditionFileType } from './renditions/file-texts';
