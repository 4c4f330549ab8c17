# SPDX-License-Identifier: MIT
# switches.gp - what handing over costs: a mark and its interval for each contestant, under a
# heading for each question, on one log scale.
# gnuplot -c switches.gp DATA OUTPUT TITLE
# DATA: row, label, ns, low, high, style, the value as text, heading (of a row without the others).
load ARG0[1:strlen(ARG0)-strlen("switches.gp")]."palette.gp"
set datafile separator "\t"
set datafile missing ""
stats ARG1 using 1 skip 1 nooutput name "R"
stats ARG1 using 4 skip 1 nooutput name "L"
stats ARG1 using 5 skip 1 nooutput name "H"
left = 10**floor(log10(L_min))
set terminal svg size 760,170+34*(R_max+1) font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set title ARG3 font ",16"
set logscale x
set xrange [left:H_max*70]
set format x "%.10g"
set xlabel "ns an operation, with its 95 % interval - log scale; lower is better"
set yrange [R_max+0.6:-0.6]
set grid noytics
set ytics scale 0
unset key
set lmargin 16
shown(i) = int(column(6)) == i ? column(3) : NaN
plot for [i=1:8] ARG1 using (shown(i)):1:4:5:ytic(2) skip 1 with xerrorbars linetype i pointsize 1.1, \
     ARG1 using 3:1:7 skip 1 with labels left offset 1.2,0 font ",13" notitle, \
     ARG1 using (left*1.08):1:8 skip 1 with labels left font ",14" textcolor rgb "#333333" notitle
