/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Modules as they are: Jest translates nothing, and is started with `node --experimental-vm-modules`.
  transform: {},
};
