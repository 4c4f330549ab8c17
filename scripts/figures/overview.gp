# SPDX-License-Identifier: MIT
# overview.gp - one row a duet: how many times the first contestant's cost the second's is.
# gnuplot -c overview.gp DATA OUTPUT TITLE XLABEL LESS MORE
# DATA: label, ratio, low, high, verdict (0 unclear, 1 less, 2 more, 3 not to be trusted), the ratio as text.
load ARG0[1:strlen(ARG0)-strlen("overview.gp")]."palette.gp"
set datafile separator "\t"
stats ARG1 using 3 skip 1 nooutput name "L"
stats ARG1 using 4 skip 1 nooutput name "H"
longest = 20
stats ARG1 using (longest = strlen(strcol(1)) > longest ? strlen(strcol(1)) : longest, 1) skip 1 nooutput
rows = L_records
least = L_min < 0.5 ? L_min : 0.5
most = H_max > 2 ? H_max : 2
long = strlen(ARG5) > 30 || strlen(ARG6) > 30 || longest > 45 # the legend is as wide as the plot at most
height = (long ? 210 : 170)+40*rows
set terminal svg size 860,height font "sans-serif,14" background rgb "white" noenhanced
set output ARG2
set label 1 ARG3 at screen 0.5, screen 1 center offset 0,-1.2 font ",16" # centred on the picture, not on the plot
set xlabel " "
set label 2 ARG4 at screen 0.5, screen 0 center offset 0,1
set logscale x
set xrange [least/2:most*3]
set xtics ("0.1 ×" 0.1, "1 ×" 1, "10 ×" 10, "100 ×" 100, "1,000 ×" 1000, "10,000 ×" 10000, "100,000 ×" 100000)
set yrange [rows-0.4:-0.8]
set grid noytics
set lmargin longest*0.82+3
# The legend in two rows below the title, in four where its words are long or the plot is narrow.
set key at screen 0.5, screen 1-42.0/height center top horizontal maxcols (long ? 1 : 2) samplen 1
set tmargin (long ? 7.5 : 5)
set arrow from 1, graph 0 to 1, graph 1 nohead linecolor rgb "#555555" linewidth 1.5 dashtype 2
# The number of a ratio near 1 stands beside the line there, not on it.
side(v) = abs(log(v)) > shy ? v : exp(v < 1 ? -shy : shy)
shy = log(most*3/(least/2))*0.05
set linetype 100 linecolor rgb "#777777" pointtype 2 linewidth 1.5 dashtype 3
is(v, wanted) = v == wanted ? 1 : NaN
plot ARG1 using ($2*is($5,1)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 2 pointsize 1.3 title ARG5, \
     ARG1 using ($2*is($5,2)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 1 pointsize 1.3 title ARG6, \
     ARG1 using ($2*is($5,0)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 8 pointsize 1.3 title "~ no difference found", \
     ARG1 using ($2*is($5,3)):0:3:4:ytic(1) skip 1 with xerrorbars linetype 100 pointsize 1.1 title "not to be trusted", \
     ARG1 using (side($2)):0:6 skip 1 with labels offset 0,0.8 font ",12" notitle
