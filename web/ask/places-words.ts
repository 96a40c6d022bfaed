import { catalogue } from "../words/catalogue.ts";

export const words = catalogue({ survey: "Survey" }, { survey: "Survei" });
