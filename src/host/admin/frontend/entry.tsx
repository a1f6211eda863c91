import { App } from 'adminjs';
console.log(App);
