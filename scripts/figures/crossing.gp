# SPDX-License-Identifier: MIT
# crossing.gp - what the figures over a parameter share: the axis with the values that were measured,
# and the room between the values that the crossover lies between, shaded, with a line where it is if the
# ratio runs straight. Loaded, with `data` and `crossing` set: the file, and "VALUE LOW HIGH|WORDS" or
# "none"; and `count`, of the contestants. VALUE 0: no line. LOW 0: shaded from the axis on.
stats data using 1 nooutput name "X"
stats data using 2 nooutput name "V"
stats data using 3 nooutput name "L"
stats data using 4 nooutput name "H"
x_pad = X_max > X_min ? (X_max*1.0/X_min)**0.05 : 2.0
x_least = X_min/x_pad
x_most = X_max*x_pad
set logscale x
set xrange [x_least:x_most]
# Each contestant a little aside, so that the intervals of one value stand beside each other.
aside(i) = (x_most/x_least)**(0.007*(i-(count+1)/2.0))
bar = strstrt(crossing, "|")
crosses = bar > 0
if (crosses) {
	numbers = substr(crossing, 1, bar-1)
	crossing_words = substr(crossing, bar+1, strlen(crossing))
	crossing_at = word(numbers, 1) + 0.0
	low = word(numbers, 2) + 0.0
	high = word(numbers, 3) + 0.0
	shade_from = low > 0 ? low : x_least
	shade_to = high
	set object 1 rectangle from first shade_from, graph 0 to first shade_to, graph 1 behind fillcolor rgb "#777777" fillstyle transparent solid 0.18 noborder
	if (crossing_at > 0) { set arrow 1 from first crossing_at, graph 0 to first crossing_at, graph 1 nohead linecolor rgb "#555555" linewidth 2 dashtype 2 }
}
# The words stand in the room above the lines, beside the shade, on the side where there is more; in the
# middle of a shade that leaves no room.
share(from, to) = log(to/from)/log(x_most/x_least)
mark = "if (crosses) { if (share(x_least, shade_from) < 0.3 && share(shade_to, x_most) < 0.3) { set label 1 crossing_words at first sqrt(shade_from*shade_to), graph 0.95 center front } else { if (share(x_least, shade_from) < share(shade_to, x_most)) { set label 1 crossing_words at first shade_to, graph 0.95 left offset 0.5,0 front } else { set label 1 crossing_words at first shade_from, graph 0.95 right offset -0.5,0 front } } }"

# Costs, as logarithms: there two lines cross where their ratio is 1, and equal ratios look equal.
# Columns 2 to 4; room above for the words.
y_least = L_min > V_min/10 ? L_min : V_min/2
# Few rounds may know next to nothing: such intervals are cut off, or they alone would be seen.
y_most = H_max < V_max*10 ? H_max : V_max*10
y_span = y_most/y_least > 2 ? y_most/y_least : 2
