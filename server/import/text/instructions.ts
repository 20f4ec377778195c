/** `MOD ABC/12A1/2`: proposals to the telecommunication union say so before each text. */
export const INSTRUCTION = /^(?:ADD|MOD|NOC|SUP|\(MOD\))\*?(?:\s+[A-Z]{1,8}(?:\/[A-Z0-9().-]{1,12}){1,4})?$/;
