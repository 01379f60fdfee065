export { ADDRESS_FORMS, type AddressForms } from './addresses';
