import { createRoot } from 'react-dom/client';
import { Console } from './console';
import './console.css';
import { carryStyleNonce } from './shell/style-nonce';

carryStyleNonce();
const place = document.querySelector('#console');
if (place !== null) createRoot(place).render(<Console />);
