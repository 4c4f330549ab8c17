# SPDX-License-Identifier: MIT
# serving.gp - what a request costs the server and how many are served, over a parameter: two panels
# on one axis, and between which values one of two begins to cost less. Where the number of requests
# is set from outside, the lower panel shows what clients waited instead.
# gnuplot -c serving.gp DATA OUTPUT TITLE XLABEL YLABEL STYLES NAMES CROSSING [WAITED]
# DATA: a block for each contestant, two empty lines between: parameter, cost, low, high, requests a
# second, low, high, the label of the parameter's value. CROSSING: see crossing.gp. WAITED: what the
# columns 5 to 7 are instead, with its unit.
folder = ARG0[1:strlen(ARG0)-strlen("serving.gp")]
load folder."palette.gp"
set datafile separator "\t"
data = ARG1
crossing = ARG8
count = words(ARG6)
style(i) = int(word(ARG6, i))
waited = ARGC > 8 ? ARG9 : ""
unit = strlen(waited) ? 1 : 1000
stats data using ($5/unit) nooutput name "S"
stats data using ($6/unit) nooutput name "Q"
stats data using ($7/unit) nooutput name "R"
load folder."crossing.gp"
set terminal svg size 760,740 font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set multiplot
set lmargin at screen 0.13
set rmargin at screen 0.97
set title ARG3 font ",16" offset 0,1.6
set ylabel ARG5." (log scale)\nlower is better"
set logscale y
set yrange [y_least/y_span**0.08:y_most*y_span**0.22]
axis = "y"
span = y_span
load folder."tics.gp"
set tmargin at screen 0.85
set bmargin at screen 0.49
set key at screen 0.55,0.878 center horizontal
eval mark
plot for [i=1:count] data index i-1 using 1:(NaN):xtic(8) with points notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2 with lines linetype style(i) notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):2:3:4 with yerrorbars linetype style(i) pointsize 1.2 title word(ARG7, i)
unset title
unset key
unset label 1
unset logscale y
set xlabel ARG4
if (strlen(waited)) {
	set ylabel waited."\n(log scale) lower is better"
	set logscale y
	least = Q_min > S_min/10 ? Q_min : S_min/2
	most = R_max < S_max*10 ? R_max : S_max*10
	span = most/least > 2 ? most/least : 2
	load folder."tics.gp"
	set yrange [least/span**0.08:most*span**0.08]
} else {
	set ylabel "1,000 requests a second\nhigher is better"
	set ytics auto
	set format y "%.10g"
	set yrange [0:(R_max < S_max*3 ? R_max : S_max*3)*1.1]
}
set tmargin at screen 0.43
set bmargin at screen 0.09
plot for [i=1:count] data index i-1 using 1:(NaN):xtic(8) with points notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):($5/unit) with lines linetype style(i) notitle, \
     for [i=1:count] data index i-1 using ($1*aside(i)):($5/unit):($6/unit):($7/unit) with yerrorbars linetype style(i) pointsize 1.2 notitle
unset multiplot
