# SPDX-License-Identifier: MIT
# crossing.gp - what the figures over a parameter share: the axis with the values that were measured,
# and the crossover as a line, its interval shaded. Loaded, with `data` and `crossing` set: the file, and
# "VALUE LOW HIGH|WORDS" or nothing. Sets x_least, x_most; mark and unmark draw the words.
stats data using 1 nooutput name "X"
x_pad = X_max > X_min ? (X_max*1.0/X_min)**0.05 : 2.0
x_least = X_min/x_pad
x_most = X_max*x_pad
set logscale x
set xrange [x_least:x_most]
crosses = strlen(crossing) > 0
if (crosses) {
	at = word(crossing, 1) + 0.0
	low = word(crossing, 2) + 0.0
	high = word(crossing, 3) + 0.0
	left = low <= X_min ? x_least : low
	right = high >= X_max ? x_most : high
	set object 1 rectangle from left, graph 0 to right, graph 1 behind fillcolor rgb "#777777" fillstyle transparent solid 0.18 noborder
	set arrow 1 from at, graph 0 to at, graph 1 nohead linecolor rgb "#555555" linewidth 2 dashtype 2
	words_at = log(at/x_least)/log(x_most/x_least) < 0.5 ? 1 : -1
}
# The words stand in the room above the lines, on the side where there is more.
mark = 'if (crosses) { if (words_at > 0) { set label 1 substr(crossing, strstrt(crossing, "|")+1, strlen(crossing)) at at, graph 0.95 left offset 0.8,0 front } else { set label 1 substr(crossing, strstrt(crossing, "|")+1, strlen(crossing)) at at, graph 0.95 right offset -0.8,0 front } }'
