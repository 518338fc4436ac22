package dev.etagere.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.etagere.merge.MergeOutcome.Merged;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What merges how, in one look. Columns: the base, the current version, yours, the outcome, why. An
 * outcome is the merged document, or its conflicts as kind@path; {@code -} is a resource that does
 * not exist. Quotes are left out.
 */
class TellingMergesTest {

  @ParameterizedTest(name = "{0} {1} {2} -> {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {a:1,b:1}         | {a:2,b:1}          | {a:1,b:2}          | {a:2,b:2}           | different members never conflict
          {a:1}             | {a:2}              | {a:3}              | edit-edit@/a        | one member, two values
          {a:1}             | {a:2}              | {a:2}              | {a:2}               | both made the same edit
          {a:{x:1}}         | {a:{x:2}}          | {}                 | edit-delete@/a      | yours deletes what has been edited, seen at the deleted place
          {a:{x:1}}         | {}                 | {a:{x:2}}          | edit-delete@/a      | and the other way round
          {a:{x:1}}         | {}                 | {a:{x:1},b:1}      | {b:1}               | what nobody else edits may be deleted
          {}                | {a:{x:1}}          | {a:{y:1}}          | add-add@/a          | two objects made apart are two things
          {a:null}          | {}                 | {a:null,b:1}       | {b:1}               | null is a value, absence is none
          {a:null}          | {a:0}              | {}                 | edit-delete@/a      | so an edit of null against its removal conflicts
          {a:1}             | {a:1.0}            | {a:1,b:1}          | {a:1.0,b:1}         | spelling is no edit, and current's stays
          {a:1,b:2}         | {b:2,a:1,c:3}      | {a:1,x:0,b:5}      | {b:5,a:1,c:3,x:0}   | current's member order leads, then yours by their neighbours
          [{id:1},{id:2}]   | [{id:1},{id:3},{id:2}] | [{id:1},{id:4},{id:2}] | [{id:1},{id:3},{id:4},{id:2}] | concurrent inserts of identities are clean, current's first
          [{id:1,v:1},{id:2}] | [{id:2},{id:1,v:1}] | [{id:1,v:9},{id:2}] | [{id:2},{id:1,v:9}] | a move and an edit of one element both survive
          [{id:1},{id:2},{id:3}] | [{id:3},{id:1},{id:2}] | [{id:2},{id:1},{id:3}] | order@      | two different orders
          [{id:1},{id:2},{id:3}] | [{id:1},{id:3}]    | [{id:3},{id:2},{id:1}] | [{id:3},{id:1}] | a delete and a new order of the rest
          [{id:1,v:1}]      | [{id:1,v:2}]       | []                 | edit-delete@/0      | an element is deleted and edited
          []                | [{id:1}]           | [{id:1},{id:2}]    | [{id:1},{id:2}]     | a request that is retried after another has built on it
          [{id:1},{id:1}]   | [{id:1},{id:1},2]  | [3,{id:1},{id:1}]  | [3,{id:1},{id:1},2] | no identity, so a sequence
          [1,2,3]           | [1,9,3]            | [1,2,3,4]          | [1,9,3,4]           | edits with an untouched element between
          [1,2,3]           | [1,9,3]            | [1,2,8]            | sequence@           | edits that touch
          [1,2]             | [1,5,2]            | [1,6,2]            | sequence@           | two inserts at one place have no order
          [2]               | [0,2]              | [2,2]              | [0,2,2]             | repeated values do not slide
          [2,1]             | [1]                | [1,2]              | sequence@           | one deletes what the other moves: diff3 undoes the delete
          [a,b,c,d]         | [b,c,d,a]          | [b,a,c,d]          | sequence@           | two moves of one value: diff3 has it twice
          [1,2,3]           | [7,1,2,3]          | [1,2,3,7]          | sequence@           | one new value at two places
          [[0,0],[5,5]]     | [[0,1],[5,5]]      | [[1,0],[5,5]]      | sequence@           | tuples are not merged inside unless a rule says so
          {a:[1]}           | {a:{x:1}}          | {a:[1,2]}          | edit-edit@/a        | a change of type against an edit inside
          -                 | {a:1}              | {a:2}              | add-add@            | two PUTs that create
          {a:1}             | -                  | {a:1}              | -                   | yours changed nothing, so it stays deleted
          {a:1}             | -                  | {a:2}              | edit-delete@        | deleted under an edit
          {a:1}             | {a:2}              | -                  | edit-delete@        | edited under a delete
          {a:{},b:[]}       | {a:{x:1},b:[]}     | {a:{},b:[1]}       | {a:{x:1},b:[1]}     | empty containers are filled on both sides
          """)
  void mergeAsTold(String base, String current, String yours, String outcome, String why) {
    Merged merged =
        (Merged) ThreeWayMerge.json(json(base), json(current), json(yours), MergeOptions.NONE);
    assertThat(shown(merged)).as(why).isEqualTo(outcome);
  }

  private static Optional<Json> json(String text) {
    return text.equals("-")
        ? Optional.empty()
        : Optional.of(Cases.json(text.replaceAll("(?<![a-z.])(?!null)([a-z]+)", "\"$1\"")));
  }

  private static String shown(Merged merged) {
    return merged.clean()
        ? merged.document().map(Json::toString).orElse("-").replace("\"", "")
        : merged.conflicts().stream()
            .map(conflict -> conflict.kind().code() + "@" + conflict.path())
            .collect(Collectors.joining(" "));
  }
}
