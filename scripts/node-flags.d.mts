export declare const nodeFlags: readonly string[];
export declare const environment: Readonly<Record<string, string>>;
