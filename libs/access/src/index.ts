export { AccessTokens, type TokenMade, type TokenWish } from './access-tokens';
export { PasswordChange, type ChangeOutcome } from './password-change';
export { PasswordHasher, type Passwords, type RandomBytes } from './passwords/password-hasher';
export { SecondFactor, type Confirmation, type Enrolment } from './second-factor';
export { derived, isSecretShaped, secretText, storedForm } from './secret-text';
export { Sessions, isCsrfOf, type Session } from './sessions';
export { SignIn, tryKeysOf, type SignInOutcome, type SignInTools } from './sign-in';
