-- An entry that comes back to a chart uses the pointer again that it had left there.

grant update (previous_chart) on entry to tunza_app;
