import { catalogue } from "../words/catalogue.ts";

export const words = catalogue({ surveys: "Surveys" }, { surveys: "Survei" });
