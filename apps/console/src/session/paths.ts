/** Where the gateway says who one is, and where one signs in. */
export const SESSION_PATH = '/api/v1/session';
export const SIGN_IN_PATH = '/dang-nhap';
