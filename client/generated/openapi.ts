// Made of the server's OpenAPI document, by
//   node --test --test-update-snapshots test/client/generated.test.ts
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness: the process answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus: times, queue, batches, errors, event loop, process */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description of the API: OpenAPI 3.1 */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Readiness: a golden picture has just been embedded rightly and the index read */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All collections */
        get: operations["listCollections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One collection */
        get: operations["getCollection"];
        /** Create a collection, or set the options of one that exists */
        put: operations["putCollection"];
        post?: never;
        /** Delete a collection with all its items */
        delete: operations["deleteCollection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Groups of items that are nearly the same
         * @description Two items are in one group if they are alike, or linked by others that are.
         */
        post: operations["findDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Items, page by page */
        get: operations["listItems"];
        put?: never;
        /**
         * Put many pictures, or vectors made elsewhere
         * @description What can be put is put in one step; an item that cannot has an error of its own. The error of a single item is that of the answer.
         */
        post: operations["putItems"];
        /**
         * Delete the items that pass a filter
         * @description Those that are there now, a thousand at a time, each thousand for good.
         */
        delete: operations["deleteItems"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One item */
        get: operations["getItem"];
        /** Put a picture, or a vector made elsewhere, in the place of what the id had */
        put: operations["putItem"];
        post?: never;
        /** Delete one item */
        delete: operations["deleteItem"];
        options?: never;
        head?: never;
        /** Change an item's metadata by a JSON merge patch (RFC 7396) */
        patch: operations["patchItem"];
        trace?: never;
    };
    "/v1/collections/{collection}/items/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is kept of an item put in as a picture
         * @description A thumbnail is never larger than what is kept, and is that itself where it cannot be made smaller or decoded.
         */
        get: operations["getItemImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Index the pictures in a folder of the server's machine
         * @description Recursively, each under its path in the folder. What is there already is passed over, so the same job again goes on where one was broken off. What has been moved in the folder is moved, and what has been changed is replaced; what is gone stays unless prune is set. Content decides what is a picture; links are followed, and nothing is taken twice. A path that is not UTF-8 is written with '//' before it and its bytes percent-encoded.
         */
        post: operations["indexFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the items of a collection lie in its map */
        get: operations["getMap"];
        put?: never;
        /**
         * Have the map of a collection made, or made anew
         * @description A job places the items by UMAP, of which 20,000 take some minutes; of more, as many are placed, evenly spaced. The map is kept with the vectors that it is of, and goes with them.
         */
        post: operations["makeMap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the pages of a listing begin
         * @description So that any page can be read without those before it: its items are those of the listing from its cursor until that of the page after.
         */
        get: operations["listPages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The nearest items to a picture, a vector, an item or words */
        post: operations["search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/search/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Several searches at once
         * @description Each answers for itself, with what it found or with its error.
         */
        post: operations["searchMany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/collections/{collection}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The snapshots of a collection */
        get: operations["listSnapshots"];
        put?: never;
        /** Copy one state of a collection to a file, for selfsame restore */
        post: operations["createSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pictures to embeddings
         * @description The error of a single picture is the answer's; among several pictures each keeps its own.
         */
        post: operations["createEmbeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/graphs/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ONNX graph of a model that is loaded
         * @description uint8 pixels [N, height, width, 3] in, float32 embeddings [N, dimensions] of length 1 out; "input" of the model says how a picture becomes pixels.
         */
        get: operations["getGraph"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs since the server started */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a job has come */
        get: operations["getJob"];
        put?: never;
        post?: never;
        /**
         * End a job
         * @description What has been indexed stays. An activation that has not come to its end is undone: collections go on with their model. One that had followed to the new model already goes back to its own; what was kept of a model before that is gone.
         */
        delete: operations["cancelJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/compare.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a comparison, or an activation before it began, found, as a page */
        get: operations["getComparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause an activation; what it has done stays */
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{job}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with an activation that is paused, or has failed after it had begun */
        post: operations["resumeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The models that there are: loaded, available and rejected
         * @description Those in the folders of models as well, as they come and go. Requests can name what is loaded: what has a device.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model that is loaded */
        get: operations["getModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have collections follow to a model, while they are searched by theirs
         * @description A job compares it with the model that is searched by, embeds the kept pictures of every collection by it, and then switches each in one step. The vectors of the model before are kept for a while, for a rollback.
         */
        post: operations["activateModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare a model with the one that collections are searched by, and change nothing
         * @description A job measures both on the same kept pictures, as an activation does before it begins.
         */
        post: operations["compareModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each collection would lack by a model */
        get: operations["getMissing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the collections that are searched by a model go back to the one before
         * @description Nothing is embedded for that: the vectors are kept, and those of new items made too.
         */
        post: operations["rollbackModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{name}/{version}/vectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Drop the vectors of a model that nothing is searched by: no way back to it is left */
        delete: operations["dropVectors"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActivationJob: {
            /** @description those that had to follow so far: the others are searched by it already */
            begun: string[];
            /** @description those that follow; null: all */
            collections: string[] | null;
            /** Format: date-time */
            created: string;
            /** @description pictures of the stage: compared, or with a vector of the model */
            done: number;
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            id: string;
            /** @constant */
            kind: "activation";
            /** @description the time left of the stage, for people */
            left: string;
            /** @description name/version */
            model: string;
            /** @constant */
            object: "job";
            /** @enum {string} */
            on_missing: "refuse" | "drop-from-search";
            /** @description pictures per second, for people */
            rate: string;
            /** @description whether it can be gone on with */
            resumable: boolean;
            /** @description whether it goes back to a model whose vectors are kept */
            rollback: boolean;
            /** @description whether new collections and requests that name no model have it in the end */
            serve: boolean;
            /** @description items of which a lesser copy is kept than the model could see, or one of an earlier version */
            small_previews: number;
            /** @enum {string} */
            stage: "loading" | "comparing" | "embedding" | "indexing" | "switching";
            /**
             * @description one that failed after it had begun can be gone on with, or cancelled
             * @enum {string}
             */
            state: "running" | "paused" | "done" | "cancelled" | "failed";
            total: number;
            /** @description kept pictures of which no embedding could be made, and why; the first 1000 */
            unmade: {
                count: number;
                items: {
                    code: string;
                    collection: string;
                    id: string;
                    message: string;
                }[];
            };
            /** @description collections of which no picture is kept: they go on with their model */
            untouched: string[];
            /** @description null where nothing was compared */
            verdict: {
                /** @description for people, as rows: what is measured, the model before, and this one */
                figures: string[][];
                /** @description whether it went on all the same */
                forced: boolean;
                passes: boolean;
                reasons: string[];
                /** @description path of the comparison, as a page */
                report: string;
            } | null;
        };
        Collection: {
            /** @description vectors of the collection's model: those that a search considers */
            comparable: number;
            /** Format: date-time */
            created: string;
            items: number;
            /**
             * @description what is kept of pictures that are put in
             * @enum {string}
             */
            keep: "original" | "preview" | "none";
            /** @description what it is searched by: name/version; null until the first vector */
            model: string | null;
            name: string;
            /** @description the model that it is being embedded by, to follow to */
            next: string | null;
            /** @constant */
            object: "collection";
            /** @description vectors that other models made; kept and not searched */
            of_other_models: number;
            /** @description the model before, whose vectors are kept for a rollback */
            previous: string | null;
            /** @description when its model was changed the last time */
            switched: string | null;
        };
        ComparisonJob: {
            /** @description the one that collections are searched by: name/version */
            beside: string;
            /** Format: date-time */
            created: string;
            /** @description of the stage */
            done: number;
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            id: string;
            /** @constant */
            kind: "comparison";
            /** @description the time left of the stage, for people */
            left: string;
            /** @description name/version */
            model: string;
            /** @constant */
            object: "job";
            /** @description how many a second, for people */
            rate: string;
            /** @enum {string} */
            stage: "loading" | "comparing";
            /** @enum {string} */
            state: "running" | "done" | "cancelled" | "failed";
            total: number;
            /** @description whether it could take the place of the other; null until it is done */
            verdict: {
                /** @description for people, as rows: what is measured, the model before, and this one */
                figures: string[][];
                passes: boolean;
                reasons: string[];
                /** @description path of the comparison, as a page */
                report: string;
            } | null;
        };
        Duplicates: {
            collection: string;
            /** @description items whose neighbours were looked at in the time that there is */
            compared: number;
            /** @description comparable items */
            considered: number;
            /** @description whether no pair can have been missed */
            exact: boolean;
            /** @description largest first; the score of an item is that of the one in its group nearest to it */
            groups: {
                items: {
                    id: string;
                    score: number;
                }[];
            }[];
            minScore: number;
            /**
             * @description whether it was asked for, measured of the model, or neither
             * @enum {string}
             */
            minScoreOf: "request" | "model" | "default";
            model: string;
            /** @description how many groups there are */
            total: number;
        };
        /** @description a picture's embedding, or why it has none */
        Embedding: {
            /** @description of length 1 */
            embedding: number[] | string;
            index: number;
            /** @constant */
            object: "embedding";
        } | {
            /** @description empty */
            embedding: number[] | "";
            error: components["schemas"]["Error"];
            index: number;
            /** @constant */
            object: "embedding";
        };
        EmbeddingList: {
            /** @description in the order of the pictures */
            data: components["schemas"]["Embedding"][];
            model: string;
            /** @constant */
            object: "list";
            usage: {
                /** @constant */
                prompt_tokens: 0;
                /** @constant */
                total_tokens: 0;
            };
        };
        Error: {
            /** @description stable; each answer lists the codes that it may carry */
            code: string;
            /** @description what is wrong and what to do about it: of an error, clients show no more than this */
            message: string;
            /** @description the field, option or part that is at fault */
            param: string | null;
            /** @description what to do about it, alone */
            remedy: string;
            /** @enum {string} */
            type: "invalid_request_error" | "rate_limit_error" | "server_error";
        };
        ErrorAnswer: {
            error: components["schemas"]["Error"];
        };
        /** @description which items, by their metadata */
        Filter: {
            eq?: string | number | boolean | null;
            exists?: boolean;
            field: string | string[];
            gt?: string | number;
            gte?: string | number;
            in?: (string | number | boolean | null)[];
            lt?: string | number;
            lte?: string | number;
            startsWith?: string;
        } | {
            and: components["schemas"]["Filter"][];
        } | {
            or: components["schemas"]["Filter"][];
        } | {
            not: components["schemas"]["Filter"];
        };
        Item: {
            collection: string;
            /** @description whether it has a vector of the collection's model */
            comparable: boolean;
            /** Format: date-time */
            created: string;
            /** @description how a picture of other than 8 bits became one: "12 of 16 bits"; null for all others */
            depth: string | null;
            id: string;
            /** @description path of the kept picture, if there is one */
            image: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /** @constant */
            object: "item";
            /** Format: date-time */
            updated: string;
        };
        ItemPage: {
            /** @description in the order in which they came */
            data: components["schemas"]["Item"][];
            /** @description the cursor to go on with; null at the end. A filtered page may be short before */
            next: string | null;
            /** @constant */
            object: "list";
        };
        ItemView: {
            collection: string;
            /** @description whether it has a vector of the collection's model */
            comparable: boolean;
            /** Format: date-time */
            created: string;
            /** @description how a picture of other than 8 bits became one: "12 of 16 bits"; null for all others */
            depth: string | null;
            id: string;
            /** @description path of the kept picture, if there is one */
            image: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /** @constant */
            object: "item";
            /** Format: date-time */
            updated: string;
            /** @description with include=vector: that of the collection's model, null if it has none */
            vector?: number[] | null;
        };
        Job: {
            /** @description pictures embedded and put in the place of what their files had been */
            changed: number;
            /** @description what became of pictures that were not there already; the first 1000 */
            changes: {
                /** @enum {string} */
                change: "indexed" | "changed" | "copied" | "moved" | "gone";
                /** @description where what was moved had been */
                from: string | null;
                path: string;
            }[];
            collection: string;
            /** @description pictures that are also under another path, and have its vector */
            copied: number;
            /** Format: date-time */
            created: string;
            /** @description whether nothing is changed, and the figures tell what would be */
            dryRun: boolean;
            /** @description why the job failed or, while it follows the folder, what went wrong the last time */
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            /** @description what could not be read or put in, and why; the first 1000 */
            files: {
                code: string;
                message: string;
                path: string;
            }[];
            folder: string;
            /** @description what is in the folder; null while it is searched through. At the end, it is the sum of indexed, changed, copied, moved, known, unreadable, metadataFiles and what was passed over */
            found: number | null;
            /** @description items whose files are not there any more */
            gone: number;
            id: string;
            /** @description pictures embedded and put in */
            indexed: number;
            /** @constant */
            kind: "index";
            /** @description pictures that were there already */
            known: number;
            /** @description files that say something of pictures */
            metadataFiles: number;
            /** @description items under another path than before */
            moved: number;
            /** @constant */
            object: "job";
            /** @description what was counted and not named */
            passedOver: {
                /** @description files and folders with a dot before their names */
                hidden: number;
                /** @description ways to what another way led to */
                linked: number;
                /** @description by their endings */
                notPictures: {
                    [key: string]: number;
                };
            };
            /** @description searches through the folder that a following job has ended */
            passes: number;
            /** @description those of them that were taken out */
            pruned: number;
            /**
             * @description following: waiting for something in the folder to change
             * @enum {string}
             */
            state: "running" | "following" | "done" | "cancelled" | "failed";
            /** @description paths in the folder's metadata that are no pictures in it; the first of them */
            unmatched: {
                count: number;
                paths: string[];
            };
            /** @description files that could not be read or put in */
            unreadable: number;
        };
        LoadedModel: {
            /** @description the job that takes it into use */
            activation: components["schemas"]["ActivationJob"] | null;
            /** @description those that are searched by it */
            collections: string[];
            /** @description Unix time in seconds */
            created: number;
            /** @description where it runs; null of one that is not loaded */
            device: string | null;
            /** @description SHA-256 of the graph; vectors carry it */
            digest: string;
            /** @description of an embedding */
            dimensions: number;
            encoder: string;
            /** @description what is wrong with its bundle since it was loaded */
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            /** @description figures from when it was published */
            evaluation: {
                [key: string]: unknown;
            };
            /** @description for who runs the graph elsewhere, to see that it gives the same */
            golden: {
                /** @description of the generated picture of that seed and size */
                embedding: number[];
                height: number;
                seed: number;
                width: number;
            };
            /** @description its ONNX file; null of one that is not loaded, or has numbers beside the graph */
            graph: {
                bytes: number;
                path: string;
                sha256: string;
            } | null;
            /** @description name/version */
            id: string;
            input: {
                /** @description RGB, 0 to 255 */
                readonly background: number[];
                /** @enum {string} */
                fit: "cover" | "contain" | "fill";
                height: number;
                /**
                 * @description which way to the pixels
                 * @enum {number}
                 */
                pixels: 1 | 2 | 3 | 4;
                /**
                 * @description whose way to resample it is
                 * @enum {string}
                 */
                resampler: "libvips" | "pillow";
                /** @enum {string} */
                resampling: "bicubic" | "bilinear" | "lanczos" | "area";
                /** @description side of the square that its middle is cut out of; null: none is cut out */
                resize: number | null;
                width: number;
            };
            /** @constant */
            object: "model";
            /**
             * @description whether it came with selfsame, was trained by it, or was made elsewhere
             * @enum {string}
             */
            origin: "shipped" | "trained" | "imported";
            owned_by: string;
            parameters: number;
            /** @description of the encoder alone, when it was warmed up; null of one that is not loaded */
            pictures_per_second: number | null;
            /** @description whether it is the one of requests that name none */
            serving: boolean;
            /**
             * @description a collection is searched by it, or it serves; being taken into use, by the job in activation; kept for a rollback; can be activated; being verified
             * @enum {string}
             */
            state: "active" | "activating" | "previous" | "available" | "verifying";
            /** @description whether it takes searches by words */
            text: boolean;
            /** @description that it learned from; null if that is not known */
            training_pictures: number | null;
        };
        Map: {
            collection: string;
            /** @description the items on it */
            readonly ids: string[];
            /** Format: date-time */
            made: string;
            /** @description what it is made of, and the collection searched by: name/version */
            model: string;
            /** @constant */
            object: "map";
            /** @description that there were then; the map has them all, or 20,000 of them */
            vectors: number;
            /** @description that there are: others have come, or gone, where it is not the same */
            vectors_now: number;
            /** @description of each */
            readonly x: number[];
            readonly y: number[];
        };
        MapJob: {
            collection: string;
            /** Format: date-time */
            created: string;
            /** @description of the stage */
            done: number;
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            id: string;
            /** @constant */
            kind: "map";
            /** @description the time left of the stage, for people */
            left: string;
            /** @constant */
            object: "job";
            /** @description how many a second, for people */
            rate: string;
            /**
             * @description vectors read, items whose neighbours are found, these joined (in one piece, of which nothing is told), rounds of placing them
             * @enum {string}
             */
            stage: "reading" | "comparing" | "joining" | "placing";
            /** @enum {string} */
            state: "running" | "done" | "cancelled" | "failed";
            total: number;
        };
        Model: {
            /** @description the job that takes it into use */
            activation: components["schemas"]["ActivationJob"] | null;
            /** @description those that are searched by it */
            collections: string[];
            /** @description Unix time in seconds */
            created: number;
            /** @description where it runs; null of one that is not loaded */
            device: string | null;
            /** @description SHA-256 of the graph; vectors carry it */
            digest: string;
            /** @description of an embedding */
            dimensions: number;
            encoder: string;
            /** @description what is wrong with its bundle since it was loaded */
            error: {
                code: string;
                message: string;
                remedy: string;
            } | null;
            /** @description figures from when it was published */
            evaluation: {
                [key: string]: unknown;
            };
            /** @description its ONNX file; null of one that is not loaded, or has numbers beside the graph */
            graph: {
                bytes: number;
                path: string;
                sha256: string;
            } | null;
            /** @description name/version */
            id: string;
            input: {
                /** @description RGB, 0 to 255 */
                readonly background: number[];
                /** @enum {string} */
                fit: "cover" | "contain" | "fill";
                height: number;
                /**
                 * @description which way to the pixels
                 * @enum {number}
                 */
                pixels: 1 | 2 | 3 | 4;
                /**
                 * @description whose way to resample it is
                 * @enum {string}
                 */
                resampler: "libvips" | "pillow";
                /** @enum {string} */
                resampling: "bicubic" | "bilinear" | "lanczos" | "area";
                /** @description side of the square that its middle is cut out of; null: none is cut out */
                resize: number | null;
                width: number;
            };
            /** @constant */
            object: "model";
            /**
             * @description whether it came with selfsame, was trained by it, or was made elsewhere
             * @enum {string}
             */
            origin: "shipped" | "trained" | "imported";
            owned_by: string;
            parameters: number;
            /** @description of the encoder alone, when it was warmed up; null of one that is not loaded */
            pictures_per_second: number | null;
            /** @description whether it is the one of requests that name none */
            serving: boolean;
            /**
             * @description a collection is searched by it, or it serves; being taken into use, by the job in activation; kept for a rollback; can be activated; being verified
             * @enum {string}
             */
            state: "active" | "activating" | "previous" | "available" | "verifying";
            /** @description whether it takes searches by words */
            text: boolean;
            /** @description that it learned from; null if that is not known */
            training_pictures: number | null;
        };
        Pages: {
            collection: string;
            /** @description where the second page begins, the third, and so on */
            readonly cursors: string[];
            /** @description items on all pages */
            items: number;
            /** @description items a page */
            limit: number;
            /** @constant */
            object: "pages";
        };
        PutItems: {
            data: ({
                collection: string;
                /** @description whether it has a vector of the collection's model */
                comparable: boolean;
                /** Format: date-time */
                created: string;
                /** @description how a picture of other than 8 bits became one: "12 of 16 bits"; null for all others */
                depth: string | null;
                id: string;
                /** @description path of the kept picture, if there is one */
                image: string | null;
                /** @description in the order of the request */
                index: number;
                metadata: {
                    [key: string]: unknown;
                };
                /** @description not replaced */
                new: boolean;
                /** @constant */
                object: "item";
                /** Format: date-time */
                updated: string;
            } | {
                error: components["schemas"]["Error"];
                /** @description in the order of the request */
                index: number;
                /** @constant */
                object: "item";
            })[];
            /** @constant */
            object: "list";
        };
        /** @description a bundle that is of no use, and why */
        RejectedModel: {
            created: number;
            error: {
                code: string;
                message: string;
                remedy: string;
            };
            /** @description name/version; of a folder that cannot be looked into its name */
            id: string;
            /** @constant */
            object: "model";
            owned_by: string;
            /** @constant */
            state: "rejected";
        };
        SearchAnswer: {
            collection: string;
            /** @description false if a filter left fewer within reach than may be there */
            complete: boolean;
            /** @description how many vectors are comparable; with a filter those that pass, of which an approximate search counts what it came across */
            considered: number;
            /** @description whether every comparable vector was compared */
            exact: boolean;
            /** @description name/version; only its vectors are compared */
            model: string;
            /** @description best first */
            results: {
                id: string;
                metadata?: {
                    [key: string]: unknown;
                };
                /** @description cosine similarity, -1 to 1 */
                score: number;
                vector?: number[];
            }[];
        };
        SearchAnswers: {
            data: (components["schemas"]["SearchAnswer"] | {
                error: components["schemas"]["Error"];
            })[];
            /** @constant */
            object: "list";
        };
        Snapshot: {
            bytes: number;
            collection: string;
            /** Format: date-time */
            created: string;
            items: number;
            /** @description of its files, <name>.sqlite and <name>.json in <data>/snapshots */
            name: string;
            /** @constant */
            object: "snapshot";
            sha256: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus' text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description an OpenAPI document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description told where there are no API keys, as all counts */
                        collections?: number;
                        device: string;
                        items?: number;
                        model: string;
                        /** @description vectors that other models made; kept and not searched */
                        of_other_models?: number;
                        /** @description why kept pictures can be neither read nor written just now; all else goes on */
                        pictures?: string;
                        /** @constant */
                        status: "ready";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `not_ready`, `model_missing`, `data_corrupt`, `store_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "not_ready" | "model_missing" | "data_corrupt" | "store_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listCollections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every collection, by name */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Collection"][];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the collection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    putCollection: {
        parameters: {
            query?: {
                /** @description what is kept of pictures from now on: preview unless told */
                keep?: "original" | "preview" | "none";
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description created, and on disk for good */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collection"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    deleteCollection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        name: string;
                        /** @constant */
                        object: "collection";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_protected` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_protected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    findDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description how many groups to answer
                     * @default 100
                     */
                    limit?: number;
                    /** @description cosine that makes two items alike; by default what was measured of the model */
                    minScore?: number;
                };
            };
        };
        responses: {
            /** @description the groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicates"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `model_changed`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "model_changed" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description "next" of the page before, or where a page begins */
                cursor?: string;
                /** @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not; as JSON text */
                filter?: string;
                limit?: number;
                /** @description where the page after begins, at which this one ends */
                until?: string;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemPage"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `cursor_invalid`, `filter_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "cursor_invalid" | "filter_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `filter_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "filter_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    putItems: {
        parameters: {
            query?: {
                /** @description a JSON list of ids, one for each picture, as text; generated where left out or null */
                ids?: string;
                /** @description a JSON list of objects, one for each picture, as text; or one object for all */
                metadata?: string;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        /** @description A picture is known by its content, whatever its media type says. Options in the body win over those of the query. */
        requestBody: {
            content: {
                "application/json": {
                    items: ({
                        /** @description generated (UUIDv7) if left out */
                        id?: string;
                        /**
                         * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                         * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                         */
                        image?: string;
                        /**
                         * @description a JSON object
                         * @example {
                         *       "kind": "plant"
                         *     }
                         */
                        metadata?: Record<string, unknown>;
                        /** @description the collection's model, by name or name/version: an error if it is another one */
                        model?: string;
                        /** @description as many numbers as the served model has dimensions, not all of them 0 */
                        vector?: number[];
                    } & (unknown | unknown))[];
                };
                "image/avif": string;
                "image/bmp": string;
                "image/gif": string;
                "image/heic": string;
                "image/jpeg": string;
                "image/png": string;
                "image/tiff": string;
                "image/webp": string;
                "multipart/form-data": {
                    image: string[];
                };
            };
        };
        responses: {
            /** @description what was put is on disk for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutItems"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `multipart_malformed`, `pictures_expected`, `id_invalid`, `metadata_invalid`, `picture_encoding_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "multipart_malformed" | "pictures_expected" | "id_invalid" | "metadata_invalid" | "picture_encoding_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_mismatch` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_mismatch";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex`, `too_many_pictures`, `picture_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex" | "too_many_pictures" | "picture_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `picture_unsupported` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "picture_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `list_length`, `model_required`, `picture_channels`, `picture_bands`, `picture_frames`, `picture_empty`, `picture_unreadable`, `picture_too_slow`, `picture_not_embeddable`, `vector_length`, `vector_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "list_length" | "model_required" | "picture_channels" | "picture_bands" | "picture_frames" | "picture_empty" | "picture_unreadable" | "picture_too_slow" | "picture_not_embeddable" | "vector_length" | "vector_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `model_changed`, `store_failed`, `store_unavailable`, `data_corrupt`, `pictures_unavailable`, `inference_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "model_changed" | "store_failed" | "store_unavailable" | "data_corrupt" | "pictures_unavailable" | "inference_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    deleteItems: {
        parameters: {
            query: {
                /** @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not; as JSON text */
                filter: string;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted, for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        collection: string;
                        deleted: number;
                        /** @constant */
                        object: "items";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `filter_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "filter_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `filter_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "filter_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `filter_too_slow` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "filter_too_slow";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: {
                /** @description adds the vector of the collection's model */
                include?: "vector";
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
                /** @description the item's id, of at most 256 characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the item */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `id_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "id_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    putItem: {
        parameters: {
            query?: {
                /** @description a JSON object, as text */
                metadata?: string;
            };
            header?: {
                /** @description put it only if nothing is there yet: else nothing is changed, and the answer is 412 */
                "If-None-Match"?: "*";
            };
            path: {
                /** @description name of a collection */
                collection: string;
                /** @description the item's id, of at most 256 characters */
                id: string;
            };
            cookie?: never;
        };
        /** @description A picture is known by its content, whatever its media type says. Options in the body win over those of the query. */
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                     * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                     */
                    image?: string;
                    /**
                     * @description a JSON object
                     * @example {
                     *       "kind": "plant"
                     *     }
                     */
                    metadata?: Record<string, unknown>;
                    /** @description the collection's model, by name or name/version: an error if it is another one */
                    model?: string;
                    /** @description as many numbers as the served model has dimensions, not all of them 0 */
                    vector?: number[];
                } & (unknown | unknown);
                "image/avif": string;
                "image/bmp": string;
                "image/gif": string;
                "image/heic": string;
                "image/jpeg": string;
                "image/png": string;
                "image/tiff": string;
                "image/webp": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    metadata?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description replaced, and on disk for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description created, and on disk for good */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `id_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `multipart_malformed`, `pictures_expected`, `metadata_invalid`, `picture_encoding_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "id_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "multipart_malformed" | "pictures_expected" | "metadata_invalid" | "picture_encoding_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_mismatch` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_mismatch";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `item_exists` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "item_exists";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex`, `too_many_pictures`, `picture_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex" | "too_many_pictures" | "picture_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `picture_unsupported` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "picture_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_required`, `picture_channels`, `picture_bands`, `picture_frames`, `picture_empty`, `picture_unreadable`, `picture_too_slow`, `picture_not_embeddable`, `vector_length`, `vector_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_required" | "picture_channels" | "picture_bands" | "picture_frames" | "picture_empty" | "picture_unreadable" | "picture_too_slow" | "picture_not_embeddable" | "vector_length" | "vector_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `model_changed`, `store_failed`, `store_unavailable`, `data_corrupt`, `pictures_unavailable`, `inference_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "model_changed" | "store_failed" | "store_unavailable" | "data_corrupt" | "pictures_unavailable" | "inference_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    deleteItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
                /** @description the item's id, of at most 256 characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description deleted, for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        collection: string;
                        /** @constant */
                        deleted: true;
                        id: string;
                        /** @constant */
                        object: "item";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `id_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "id_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    patchItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
                /** @description the item's id, of at most 256 characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description a JSON object
                     * @example {
                     *       "kind": "plant"
                     *     }
                     */
                    metadata: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description changed, and on disk for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Item"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `id_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `metadata_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "id_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "metadata_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getItemImage: {
        parameters: {
            query?: {
                /** @description a thumbnail instead, whose longer side has at most so many pixels */
                size?: 128 | 192 | 384;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
                /** @description the item's id, of at most 256 characters */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the original, or a preview of up to 512 pixels: JPEG, WebP where it may be transparent, as thumbnails are, too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description what the request names by If-None-Match is what there is */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `id_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "id_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found`, `image_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found" | "image_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `picture_lost`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt`, `pictures_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "picture_lost" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt" | "pictures_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    indexFolder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description change nothing, and tell what would be
                     * @default false
                     */
                    dryRun?: boolean;
                    folder: string;
                    /**
                     * @description look at hidden files and folders too
                     * @default false
                     */
                    hidden?: boolean;
                    /**
                     * @description of all pictures; over it goes what metadata.csv or metadata.jsonl in the folder says of one, and over that its own .json file beside it
                     * @example {
                     *       "kind": "plant"
                     *     }
                     */
                    metadata?: Record<string, unknown>;
                    /**
                     * @description take out items whose files are gone; "anyway" even where the folder looks as if it were not mounted: empty, or with more than half of its pictures gone
                     * @default false
                     */
                    prune?: boolean | "anyway";
                    /**
                     * @description go on following the folder until it is cancelled
                     * @default false
                     */
                    watch?: boolean;
                };
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `folder_invalid`, `metadata_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "folder_invalid" | "metadata_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `folder_busy` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "folder_busy";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the map */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Map"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `map_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "map_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    makeMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `map_too_small` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "map_too_small";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_missing`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_missing" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listPages: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pages"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description search a large collection by its index, with so many candidates; more find more, slower */
                ef?: number;
                /** @description compare every vector, however long it takes */
                exact?: "true" | "false";
                /** @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not; as JSON text */
                filter?: string;
                /** @description what results carry beside id and score */
                include?: "metadata" | "vector" | "metadata,vector" | "vector,metadata";
                /** @description how many items to find */
                k?: number;
                /** @description the least cosine of a result */
                minScore?: number;
                /** @description the collection's model, by name or name/version: an error if it is another one */
                model?: string;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        /** @description A picture is known by its content, whatever its media type says. Options in the body win over those of the query. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description search a large collection by its index, with so many candidates; more find more, slower */
                    ef?: number;
                    /** @description compare every vector, however long it takes */
                    exact?: boolean;
                    /**
                     * @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not
                     * @example {
                     *       "and": [
                     *         {
                     *           "field": "kind",
                     *           "in": [
                     *             "plant",
                     *             "tile"
                     *           ]
                     *         },
                     *         {
                     *           "field": "year",
                     *           "gte": 1990
                     *         }
                     *       ]
                     *     }
                     */
                    filter?: components["schemas"]["Filter"];
                    /** @description an item's id */
                    id?: string;
                    /**
                     * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                     * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                     */
                    image?: string;
                    /** @description what results carry beside id and score */
                    include?: ("metadata" | "vector")[];
                    /** @description how many items to find */
                    k?: number;
                    /** @description the least cosine of a result */
                    minScore?: number;
                    /** @description the collection's model, by name or name/version: an error if it is another one */
                    model?: string;
                    /** @description words for what is to be seen, of a model with text: true */
                    text?: string;
                    /** @description as many numbers as the served model has dimensions, not all of them 0 */
                    vector?: number[];
                } & (unknown | unknown | unknown | unknown);
                "image/avif": string;
                "image/bmp": string;
                "image/gif": string;
                "image/heic": string;
                "image/jpeg": string;
                "image/png": string;
                "image/tiff": string;
                "image/webp": string;
                "multipart/form-data": {
                    /** @description search a large collection by its index, with so many candidates; more find more, slower */
                    ef?: number;
                    /**
                     * @description compare every vector, however long it takes
                     * @enum {string}
                     */
                    exact?: "true" | "false";
                    filter?: components["schemas"]["Filter"];
                    /** Format: binary */
                    image: string;
                    /**
                     * @description what results carry beside id and score
                     * @enum {string}
                     */
                    include?: "metadata" | "vector" | "metadata,vector" | "vector,metadata";
                    /**
                     * @description how many items to find
                     * @default 10
                     */
                    k?: number;
                    /** @description the least cosine of a result */
                    minScore?: number;
                    /** @description the collection's model, by name or name/version: an error if it is another one */
                    model?: string;
                };
            };
        };
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `multipart_malformed`, `pictures_expected`, `id_invalid`, `filter_invalid`, `picture_encoding_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "multipart_malformed" | "pictures_expected" | "id_invalid" | "filter_invalid" | "picture_encoding_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `item_of_other_model`, `model_mismatch` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "item_of_other_model" | "model_mismatch";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex`, `too_many_pictures`, `filter_too_large`, `picture_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex" | "too_many_pictures" | "filter_too_large" | "picture_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `picture_unsupported` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "picture_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_required`, `text_unsupported`, `text_not_embeddable`, `picture_channels`, `picture_bands`, `picture_frames`, `picture_empty`, `picture_unreadable`, `picture_too_slow`, `picture_not_embeddable`, `vector_length`, `vector_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_required" | "text_unsupported" | "text_not_embeddable" | "picture_channels" | "picture_bands" | "picture_frames" | "picture_empty" | "picture_unreadable" | "picture_too_slow" | "picture_not_embeddable" | "vector_length" | "vector_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `model_changed`, `store_failed`, `store_unavailable`, `data_corrupt`, `inference_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "model_changed" | "store_failed" | "store_unavailable" | "data_corrupt" | "inference_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `filter_too_slow`, `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "filter_too_slow" | "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    searchMany: {
        parameters: {
            query?: {
                /** @description search a large collection by its index, with so many candidates; more find more, slower */
                ef?: number;
                /** @description compare every vector, however long it takes */
                exact?: "true" | "false";
                /** @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not; as JSON text */
                filter?: string;
                /** @description what results carry beside id and score */
                include?: "metadata" | "vector" | "metadata,vector" | "vector,metadata";
                /** @description how many items to find */
                k?: number;
                /** @description the least cosine of a result */
                minScore?: number;
                /** @description the collection's model, by name or name/version: an error if it is another one */
                model?: string;
            };
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    queries: ({
                        /** @description search a large collection by its index, with so many candidates; more find more, slower */
                        ef?: number;
                        /** @description compare every vector, however long it takes */
                        exact?: boolean;
                        /**
                         * @description which items, by their metadata: {"field": "kind", "eq": "plant"}; also in, gt, gte, lt, lte, exists; and, or, not
                         * @example {
                         *       "and": [
                         *         {
                         *           "field": "kind",
                         *           "in": [
                         *             "plant",
                         *             "tile"
                         *           ]
                         *         },
                         *         {
                         *           "field": "year",
                         *           "gte": 1990
                         *         }
                         *       ]
                         *     }
                         */
                        filter?: components["schemas"]["Filter"];
                        /** @description an item's id */
                        id?: string;
                        /**
                         * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                         * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                         */
                        image?: string;
                        /** @description what results carry beside id and score */
                        include?: ("metadata" | "vector")[];
                        /** @description how many items to find */
                        k?: number;
                        /** @description the least cosine of a result */
                        minScore?: number;
                        /** @description the collection's model, by name or name/version: an error if it is another one */
                        model?: string;
                        /** @description words for what is to be seen, of a model with text: true */
                        text?: string;
                        /** @description as many numbers as the served model has dimensions, not all of them 0 */
                        vector?: number[];
                    } & (unknown | unknown | unknown | unknown))[];
                };
            };
        };
        responses: {
            /** @description in the order of the queries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswers"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `id_invalid`, `filter_invalid`, `picture_encoding_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "id_invalid" | "filter_invalid" | "picture_encoding_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `item_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "item_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `item_of_other_model`, `model_mismatch` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "item_of_other_model" | "model_mismatch";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex`, `filter_too_large`, `picture_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex" | "filter_too_large" | "picture_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected`, `picture_unsupported` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected" | "picture_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_required`, `text_unsupported`, `text_not_embeddable`, `picture_channels`, `picture_bands`, `picture_frames`, `picture_empty`, `picture_unreadable`, `picture_too_slow`, `picture_not_embeddable`, `vector_length`, `vector_invalid` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_required" | "text_unsupported" | "text_not_embeddable" | "picture_channels" | "picture_bands" | "picture_frames" | "picture_empty" | "picture_unreadable" | "picture_too_slow" | "picture_not_embeddable" | "vector_length" | "vector_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `model_changed`, `store_failed`, `store_unavailable`, `data_corrupt`, `inference_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "model_changed" | "store_failed" | "store_unavailable" | "data_corrupt" | "inference_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `filter_too_slow`, `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "filter_too_slow" | "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description descriptions in <data>/snapshots that are not right; not to be restored */
                        broken: {
                            file: string;
                            reason: string;
                        }[];
                        data: components["schemas"]["Snapshot"][];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    createSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a collection */
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description copied, and on disk for good */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `collection_name_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "collection_name_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `snapshots_unsupported` */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "snapshots_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    createEmbeddings: {
        parameters: {
            query?: {
                /** @description refused unless it is the model's own number */
                dimensions?: number;
                /** @description base64 is little-endian float32 */
                encoding_format?: "float" | "base64";
                /** @description name or name/version of a loaded model */
                model?: string;
                /** @description not used */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A picture is known by its content, whatever its media type says. Options in the body win over those of the query. */
        requestBody: {
            content: {
                "application/json": {
                    /** @description refused unless it is the model's own number */
                    dimensions?: number;
                    /**
                     * @description base64 is little-endian float32
                     * @enum {string}
                     */
                    encoding_format?: "float" | "base64";
                    input: (string | {
                        /**
                         * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                         * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                         */
                        image: string;
                    } | {
                        image_url: {
                            detail?: string;
                            /**
                             * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                             * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                             */
                            url: string;
                        };
                        /** @constant */
                        type: "image_url";
                    }) | (string | {
                        /**
                         * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                         * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                         */
                        image: string;
                    } | {
                        image_url: {
                            detail?: string;
                            /**
                             * @description a picture: base64, bare or as a data URI (data:image/jpeg;base64,...)
                             * @example data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12M4Y2wMAAMBATMV4WRMAAAAAElFTkSuQmCC
                             */
                            url: string;
                        };
                        /** @constant */
                        type: "image_url";
                    })[];
                    /** @description name or name/version of a loaded model */
                    model?: string;
                    /** @description not used */
                    user?: string;
                };
                "image/avif": string;
                "image/bmp": string;
                "image/gif": string;
                "image/heic": string;
                "image/jpeg": string;
                "image/png": string;
                "image/tiff": string;
                "image/webp": string;
                "multipart/form-data": {
                    /** @description refused unless it is the model's own number */
                    dimensions?: number;
                    /**
                     * @description base64 is little-endian float32
                     * @default float
                     * @enum {string}
                     */
                    encoding_format?: "float" | "base64";
                    image: string[];
                    /** @description name or name/version of a loaded model */
                    model?: string;
                    /** @description not used */
                    user?: string;
                };
            };
        };
        responses: {
            /** @description as in the API of OpenAI */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingList"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid`, `multipart_malformed`, `pictures_expected`, `picture_encoding_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid" | "multipart_malformed" | "pictures_expected" | "picture_encoding_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex`, `too_many_pictures`, `picture_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex" | "too_many_pictures" | "picture_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `picture_unsupported` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "picture_unsupported";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `dimensions_unsupported`, `picture_channels`, `picture_bands`, `picture_frames`, `picture_empty`, `picture_unreadable`, `picture_too_slow`, `picture_not_embeddable` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "dimensions_unsupported" | "picture_channels" | "picture_bands" | "picture_frames" | "picture_empty" | "picture_unreadable" | "picture_too_slow" | "picture_not_embeddable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `inference_unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "inference_unavailable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `deadline_exceeded` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "deadline_exceeded";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getGraph: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description "graph.sha256" of a model */
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description an ONNX file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description newest last */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["Job"] | components["schemas"]["ActivationJob"] | components["schemas"]["MapJob"] | components["schemas"]["ComparisonJob"])[];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["ActivationJob"] | components["schemas"]["MapJob"] | components["schemas"]["ComparisonJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the job, ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"] | components["schemas"]["ActivationJob"] | components["schemas"]["MapJob"] | components["schemas"]["ComparisonJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `replica_silent`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "replica_silent" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getComparison: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page that needs nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_found`, `report_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_found" | "report_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `replica_silent`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "replica_silent" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the job, paused */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_pausable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_pausable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `replica_silent`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "replica_silent" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    resumeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the job, running */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `job_not_pausable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "job_not_pausable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `replica_silent`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "replica_silent" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a list, as in the API of OpenAI */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["Model"] | components["schemas"]["RejectedModel"])[];
                        /** @description that the server looks for models in: told to admin keys alone */
                        folders?: string[];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name or name/version of a loaded model; a slash is written %2F */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as in the API of OpenAI */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoadedModel"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    activateModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a model */
                name: string;
                /** @description its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description those that are to follow; all by default, and then new collections have it too */
                    collections?: string[];
                    /**
                     * @description take it even if it does worse
                     * @default false
                     */
                    force?: boolean;
                    /** @description field of the metadata that is a picture's class, to compare by as well */
                    label?: string;
                    /**
                     * @description what becomes of items that no embedding can be made of by the model
                     * @default refuse
                     * @enum {string}
                     */
                    on_missing?: "refuse" | "drop-from-search";
                };
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `items_lacking`, `activation_busy`, `replica_lacks_model`, `bundle_unusable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "items_lacking" | "activation_busy" | "replica_lacks_model" | "bundle_unusable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `replica_silent`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "replica_silent" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    compareModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a model */
                name: string;
                /** @description its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description on whose pictures; by default on those of all that have another model */
                    collections?: string[];
                    /** @description field of the metadata that is a picture's class, to compare by as well */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparisonJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `bundle_unusable`, `nothing_to_compare` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "bundle_unusable" | "nothing_to_compare";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `model_missing`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "model_missing" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    getMissing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a model */
                name: string;
                /** @description its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the collections that would follow */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            collection: string;
                            /** @description items with a kept picture, to be embedded */
                            embeddable: number;
                            /** @description items of which a preview is kept that is smaller than what the model sees, or made by an earlier version: they are embedded, less well */
                            small_previews: {
                                count: number;
                                /** @description the first 1000 */
                                ids: string[];
                            };
                            /** @description items of which no picture is kept */
                            unkept: {
                                count: number;
                                /** @description the first 1000 */
                                ids: string[];
                            };
                            /** @description items that were put in as vectors: only their client can make others */
                            vectors: {
                                count: number;
                                /** @description the first 1000 */
                                ids: string[];
                            };
                        }[];
                        /** @constant */
                        object: "list";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `bundle_unusable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "bundle_unusable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    rollbackModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a model */
                name: string;
                /** @description its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description those that are to follow; all by default, and then new collections have it too */
                    collections?: string[];
                    /**
                     * @description what becomes of items that no embedding can be made of by the model
                     * @default refuse
                     * @enum {string}
                     */
                    on_missing?: "refuse" | "drop-from-search";
                };
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivationJob"];
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid`, `body_empty`, `body_aborted`, `json_malformed`, `json_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid" | "body_empty" | "body_aborted" | "json_malformed" | "json_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `collection_not_found`, `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "collection_not_found" | "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `items_lacking`, `activation_busy`, `no_previous_model`, `previous_models_differ`, `bundle_unusable` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "items_lacking" | "activation_busy" | "no_previous_model" | "previous_models_differ" | "bundle_unusable";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `body_too_large`, `json_too_complex` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "body_too_large" | "json_too_complex";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `encoding_unsupported`, `json_expected` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "encoding_unsupported" | "json_expected";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `thread_stopped`, `replica_silent`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "thread_stopped" | "replica_silent" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "storage_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
    dropVectors: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description name of a model */
                name: string;
                /** @description its version */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description dropped, for good */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deleted: number;
                        model: string;
                        /** @constant */
                        object: "vectors";
                    };
                };
            };
            /** @description `http_malformed`, `url_malformed`, `option_invalid` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "http_malformed" | "url_malformed" | "option_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `api_key_missing`, `api_key_invalid` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "api_key_missing" | "api_key_invalid";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `host_forbidden`, `cross_site`, `access_denied` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "host_forbidden" | "cross_site" | "access_denied";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_not_found";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "request_timeout";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `model_searched`, `activation_busy` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "model_searched" | "activation_busy";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `expectation_unknown` */
            417: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "expectation_unknown";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `too_many_pipelined`, `rate_limited`, `queue_full` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "too_many_pipelined" | "rate_limited" | "queue_full";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "headers_too_large";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `internal_error` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
            /** @description `replica_silent`, `thread_stopped`, `store_failed`, `store_unavailable`, `data_corrupt` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error?: {
                            /** @enum {unknown} */
                            code?: "replica_silent" | "thread_stopped" | "store_failed" | "store_unavailable" | "data_corrupt";
                        };
                    } & components["schemas"]["ErrorAnswer"];
                };
            };
        };
    };
}
