// What map.js imports at /static/vendor/maplibre-gl/ is this package's file.
export * from "maplibre-gl";
